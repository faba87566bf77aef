package dev.sluice.bench.speed;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.ScoreKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** From the start of a scorer's process to its first score in the topic, model and records there before. */
final class StartupPart implements BenchPart {

    private static final int RECORDS = 1_000;
    private static final BenchTarget TARGET = BenchTarget.atMost(3, "start of the process to the first score", "s");

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return List.of(TARGET);
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        Medians seconds = new Medians();
        int starts = run.quick() ? 3 : 5;
        try (Stage stage = new Stage(run)) {
            Course course = new Course(run, stage);
            course.fill("startup", Format.AVRO, RECORDS);
            for (int start = 1; start <= starts; start++) {
                run.step("start " + start);
                PipelineConfig config = course.prepared("startup", Format.AVRO, stage.avro(), ScoreKind.COMBINED);
                long begin = System.nanoTime();
                try (ScorerProcess scorer = new ScorerProcess(config, run.work())) {
                    Drain.await(stage, scorer, 1, Duration.ofMinutes(2));
                    seconds.add((System.nanoTime() - begin) / 1e9);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return List.of(TARGET.measured(
                seconds.median(),
                "median of " + starts + " starts: " + seconds.summary().range() + " s; Avro, default detector"));
    }
}
