package dev.sluice.bench.speed;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.ScoreKind;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * From the start of a scorer's process to its first score in the topic, model and records there before. As the launcher
 * starts it: with the classes that a scorer before it has left; and beside it without, as in an image.
 */
final class StartupPart implements BenchPart {

    private static final int RECORDS = 1_000;

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atMost(3, "start of the process to the first score", "s"),
            BenchTarget.informative("the same without shared classes", "s", Direction.AT_MOST));

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        Medians shared = new Medians();
        Medians alone = new Medians();
        int starts = run.quick() ? 3 : 5;
        String archive = run.work().resolve("classes.jsa").toString();
        try (Stage stage = new Stage(run)) {
            Course course = new Course(run, stage);
            course.fill("startup", Format.AVRO, RECORDS);
            run.step("a start that leaves its classes");
            start(run, stage, course, "-XX:ArchiveClassesAtExit=" + archive);
            for (int start = 1; start <= starts; start++) {
                run.step("start " + start);
                shared.add(start(run, stage, course, "-XX:SharedArchiveFile=" + archive));
                alone.add(start(run, stage, course));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return List.of(row(0, shared), row(1, alone));
    }

    private static BenchRow row(int target, Medians seconds) {
        return TARGETS.get(target)
                .measured(
                        seconds.median(),
                        "median of starts in turns: " + seconds.summary().range() + " s; Avro, default detector");
    }

    /** Seconds. */
    private static double start(BenchRun run, Stage stage, Course course, String... options)
            throws IOException, InterruptedException {
        PipelineConfig config = course.prepared("startup", Format.AVRO, stage.avro(), ScoreKind.COMBINED);
        long begin = System.nanoTime();
        try (ScorerProcess scorer = new ScorerProcess(config, run.work(), options)) {
            Drain.await(stage, scorer, 1, Duration.ofMinutes(2));
            return (System.nanoTime() - begin) / 1e9;
        }
    }
}
