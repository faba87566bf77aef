package dev.sluice.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchRunnerTest {

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> steps = new ArrayList<>();

    private BenchResult run(boolean quick, BenchPart... parts) {
        return new BenchRunner(new BenchRun(quick, null, folder, steps::add), nanos::get).run(List.of(parts));
    }

    private record Part(String name, Function<BenchRun, Double> value) implements BenchPart {
        @Override
        public List<BenchTarget> targets(BenchRun run) {
            return List.of(BenchTarget.atLeast(1, name, ""));
        }

        @Override
        public List<BenchRow> measure(BenchRun run) {
            return List.of(targets(run).get(0).measured(value.apply(run), ""));
        }
    }

    @Test
    void aPartThatFailsDoesNotEndTheOthers() {
        Part broken = new Part("broken", run -> {
            throw new IllegalStateException("out of luck");
        });
        BenchResult result = run(false, broken, new Part("sound", run -> 2.0));
        assertThat(result.failures()).containsExactly("broken");
        assertThat(result.rows().get(0).note()).isEqualTo("failed: out of luck");
        assertThat(result.rows().get(1).verdict()).isEqualTo(Verdict.MET);
        assertThat(steps).anyMatch(s -> s.contains("out of luck"));
    }

    @Test
    void aQuickRunLeavesOutWhatWouldBeginTooLate() {
        Part slow = new Part("slow", run -> {
            nanos.addAndGet(TimeUnit.MINUTES.toNanos(5));
            return 2.0;
        });
        Part late = new Part("late", run -> 2.0);
        assertThat(run(true, slow, late).rows().get(1).note()).contains("--quick");
        assertThat(run(false, slow, late).rows().get(1).verdict()).isEqualTo(Verdict.MET);
    }

    @Test
    void theFirstSeedIsTheSameInAQuickRun() {
        BenchRun quick = new BenchRun(true, null, folder, steps::add);
        assertThat(quick.seeds()).containsExactly(quick.firstSeed());
    }
}
