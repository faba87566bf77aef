package dev.sluice.bench.speed;

import dev.sluice.bench.data.Summary;
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
import java.util.Locale;

/**
 * How much later than a copy a score arrives, at half of the rate that sender, scorer and reader can do together. From when a record was to be sent,
 * so that a sender that is held up makes nothing look faster, to when a reader has its score. That reader is
 * {@code read_uncommitted}: one that waits for commits sees little but their interval, which is the same for both.
 */
final class LatencyPart implements BenchPart {

    private static final int PRELOADED = 150_000;
    private static final double LOAD = 0.5;

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atMost(0.2, "latency added at half load, p50", "ms"),
            BenchTarget.atMost(1, "latency added at half load, p99", "ms"),
            BenchTarget.informative("latency at half load, default detector, p50", "ms", Direction.AT_MOST),
            BenchTarget.informative("latency at half load, default detector, p99", "ms", Direction.AT_MOST));

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        try (Stage stage = new Stage(run)) {
            return measure(run, stage);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static List<BenchRow> measure(BenchRun run, Stage stage) throws IOException, InterruptedException {
        Course course = new Course(run, stage);
        course.fill("latency-scored", Format.AVRO, PRELOADED);
        course.fill("latency-copied", Format.AVRO, PRELOADED);
        PipelineConfig scored = course.prepared("latency-scored", Format.AVRO, stage.avro(), ScoreKind.COMBINED);
        try (Scorer scorer = new Scorer(scored)) {
            Drain.await(stage, scorer, PRELOADED, Duration.ofMinutes(1));
            PipelineConfig copied = course.bare("latency-copied", Format.AVRO);
            try (Copier copier = new Copier(copied, course.outputs(scored))) {
                Drain.await(stage, copier, PRELOADED, Duration.ofMinutes(1));
                return rounds(run, stage, course, scorer, copier);
            }
        }
    }

    private static List<BenchRow> rounds(BenchRun run, Stage stage, Course course, Scorer scorer, Copier copier)
            throws InterruptedException {
        Medians[] added = {new Medians(), new Medians()};
        Medians[] ours = {new Medians(), new Medians()};
        Medians[] copies = {new Medians(), new Medians()};
        double[] quantiles = {0.5, 0.99};
        double rate;
        try (SteadyLoad load = new SteadyLoad(stage, course)) {
            // With sender and reader at work on the same processors.
            rate = LOAD * load.capacity(scorer.config(), PRELOADED);
            int records = (int) (rate * (run.quick() ? 4 : 8));
            for (int round = 0; round <= (run.quick() ? 3 : 7); round++) {
                run.step(String.format(Locale.ROOT, "latency at %,.0f records/s, round %d", rate, round));
                Summary copy = load.millis(copier.config(), rate, records);
                Summary score = load.millis(scorer.config(), rate, records);
                // The first does not count.
                for (int q = 0; round > 0 && q < quantiles.length; q++) {
                    added[q].add(score.quantile(quantiles[q]) - copy.quantile(quantiles[q]));
                    ours[q].add(score.quantile(quantiles[q]));
                    copies[q].add(copy.quantile(quantiles[q]));
                }
            }
        }
        String at = String.format(Locale.ROOT, "at %,.0f records/s, rounds in turns, read_uncommitted: ", rate);
        return List.of(
                TARGETS.get(0)
                        .measured(added[0].median(), at + added[0].summary().range()),
                TARGETS.get(1)
                        .measured(added[1].median(), at + added[1].summary().range()),
                TARGETS.get(2).measured(ours[0].median(), at + ours[0].told() + ", copy-only " + copies[0].told()),
                TARGETS.get(3).measured(ours[1].median(), at + ours[1].told() + ", copy-only " + copies[1].told()));
    }
}
