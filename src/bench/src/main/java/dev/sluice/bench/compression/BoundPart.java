package dev.sluice.bench.compression;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.codec.CodecState;
import dev.sluice.codec.FrameException;
import dev.sluice.codec.FrameReader;
import dev.sluice.codec.FrameWriter;
import dev.sluice.codec.Records;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** Whether every value that is read is within its bound, and what must be exact is, hostile values among them. */
final class BoundPart implements BenchPart {

    private static final BenchTarget VIOLATIONS = BenchTarget.atMost(0, "values outside their bound", "values");
    private static final BenchTarget ESCAPES =
            BenchTarget.informative("values that were sent whole", "values", Direction.AT_MOST);
    private static final List<Double> BOUNDS = List.of(0.001, 0.01, 0.05);
    private static final List<String> SETS = List.of(RowSets.SAMPLE, RowSets.WHITE);
    private static final long ALL = 10_400_000;
    private static final long QUICK = 2_000_000;

    private final TrainedSets sets;
    private long values;
    private long escapes;
    private long violations;

    BoundPart(TrainedSets sets) {
        this.sets = sets;
    }

    @Override
    public String name() {
        return "bound";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return List.of(VIOLATIONS, ESCAPES);
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        long each = (run.quick() ? QUICK : ALL) / ((long) SETS.size() * BOUNDS.size());
        try {
            for (String name : SETS) {
                TrainedSet set = sets.get(run, name);
                for (double share : BOUNDS) {
                    run.step("the bound of " + 100 * share + " % on " + name);
                    check(set.codec(share), new HostileRows(set.rows().test(), run.firstSeed()), each);
                }
            }
        } catch (FrameException e) {
            throw new IllegalStateException("a frame that was just written is not read", e);
        }
        String note = Figures.count(values) + " values at 0.1, 1 and 5 %, alone and in blocks";
        return List.of(
                run.quick()
                        ? VIOLATIONS.measuredInPart((double) violations, note)
                        : VIOLATIONS.measured((double) violations, note),
                ESCAPES.measured((double) escapes, note));
    }

    private void check(CodecState state, HostileRows rows, long count) throws FrameException {
        FrameWriter writer = new FrameWriter(state);
        FrameReader reader = new FrameReader(state);
        Random random = new Random(count);
        long end = values + count;
        while (values < end) {
            Records records = rows.next(random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(FrameWriter.MOST_RECORDS));
            Records read = reader.read(writer.write(records));
            escapes += writer.escaped();
            compare(state, records, read);
        }
    }

    private void compare(CodecState state, Records records, Records read) {
        for (int r = 0; r < records.size(); r++) {
            for (int column = 0; column < records.stamps(); column++) {
                violations += records.stamp(r, column) == read.stamp(r, column) ? 0 : 1;
            }
            for (int f = 0; f < state.fields(); f++) {
                values++;
                boolean same = records.present(r, f) == read.present(r, f);
                boolean held = !records.present(r, f) || holds(state.bound(f), records.value(r, f), read.value(r, f));
                violations += same && held ? 0 : 1;
            }
        }
    }

    private static boolean holds(double bound, double value, double read) {
        long bits = Double.doubleToRawLongBits(value);
        boolean exact = bound == 0 || !Double.isFinite(value) || bits == Double.doubleToRawLongBits(-0.0);
        return exact ? Double.doubleToRawLongBits(read) == bits : Math.abs(value - read) <= bound;
    }
}
