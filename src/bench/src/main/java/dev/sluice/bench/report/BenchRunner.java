package dev.sluice.bench.report;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Runs the parts of a bench one after the other; what one of them lacks or breaks does not end the others. */
public final class BenchRunner {

    /** No part begins later than this in a quick run, so that the whole ends within five minutes. */
    private static final Duration QUICK = Duration.ofSeconds(210);

    private final BenchRun run;
    private final LongSupplier nanos;

    /** @param nanos a clock such as {@link System#nanoTime} */
    public BenchRunner(BenchRun run, LongSupplier nanos) {
        this.run = run;
        this.nanos = nanos;
    }

    public BenchResult run(List<BenchPart> parts) {
        long start = nanos.getAsLong();
        List<BenchRow> rows = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (BenchPart part : parts) {
            if (run.quick() && nanos.getAsLong() - start > QUICK.toNanos()) {
                rows.addAll(notMeasured(part, "left out: the time of --quick is over"));
                continue;
            }
            try {
                rows.addAll(part.measure(run));
            } catch (DataAbsentException e) {
                rows.addAll(notMeasured(part, "data absent"));
            } catch (IOException | RuntimeException e) {
                rows.addAll(notMeasured(part, "failed: " + e.getMessage()));
                failures.add(part.name());
                run.step(part.name() + " failed: " + e);
            }
        }
        return new BenchResult(rows, failures, (nanos.getAsLong() - start) / 1e9);
    }

    private List<BenchRow> notMeasured(BenchPart part, String why) {
        return part.targets(run).stream().map(t -> t.notMeasured(why)).toList();
    }
}
