package dev.sluice.bench.lifecycle;

import dev.sluice.bench.data.Summary;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.cli.backtest.Ranking;
import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.Score;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What happens where the records of a running pipeline get a field more: nothing at once, and after the next retrain a
 * fault that shows in the new field only is found.
 */
final class GrowthPart implements BenchPart {

    private static final int LINES = 20;
    private static final int BEFORE = 6;
    private static final int AFTER = 7;
    private static final int HISTORY = 6_000;
    private static final int GROWN = 3_000;
    private static final int TESTED = 2_000;

    /** Every so many records of the test the new field is off by this much; its own spread is about 1.7. */
    private static final int FAULTY = 20;

    private static final double OFF_BY = 6;

    /** Twice the budget of the pipeline, which is 1 of 1,000. */
    private static final double NORMAL = 2;

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atMost(0, "field added: dead letters", "records"),
            BenchTarget.atMost(NORMAL, "field added: alerts of the model that does not know it", "x budget"),
            BenchTarget.atLeast(0.95, "field added: AUROC of faults in it alone, after the next retrain", ""),
            BenchTarget.informative("the same before the retrain", "AUROC", Direction.AT_LEAST));

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) {
        List<Outcome> outcomes = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            for (long seed : run.seeds()) {
                run.step("a field is added, seed " + seed);
                GapMeter meter = new GapMeter();
                try (LivePipeline pipeline =
                        new LivePipeline(broker, "growth-" + seed, run.work(), seed, List.of(meter))) {
                    outcomes.add(grow(pipeline, new Plant(seed, LINES, AFTER), meter));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        double[] dead = outcomes.stream().mapToDouble(Outcome::deadLetters).toArray();
        Summary alerts =
                new Summary(outcomes.stream().mapToDouble(Outcome::timesBudget).toArray());
        Summary after =
                new Summary(outcomes.stream().mapToDouble(Outcome::after).toArray());
        Summary before =
                new Summary(outcomes.stream().mapToDouble(Outcome::before).toArray());
        String seeds = outcomes.size() + " seeds: ";
        return List.of(
                TARGETS.get(0).measured(new Summary(dead).max(), "of " + outcomes.size() + " runs, the most"),
                TARGETS.get(1).measured(alerts.mean(), seeds + alerts.range()),
                TARGETS.get(2).measured(after.mean(), seeds + after.range() + turnedDown(outcomes)),
                TARGETS.get(3).measured(before.mean(), seeds + before.range()));
    }

    private static String turnedDown(List<Outcome> outcomes) {
        return outcomes.stream()
                .flatMap(o -> o.turnedDown().stream())
                .map(reason -> "; turned down: " + reason)
                .collect(Collectors.joining());
    }

    /**
     * What came of one run.
     *
     * @param timesBudget alerts on the grown records under the model from before, over the budget
     * @param before AUROC of the faults under that model
     * @param after AUROC of the faults after the retrain: under the next model, or the same where that was turned down
     * @param turnedDown why it was; empty where it was not
     */
    private record Outcome(
            long deadLetters, double timesBudget, double before, double after, Optional<String> turnedDown) {}

    private static Outcome grow(LivePipeline pipeline, Plant plant, GapMeter meter) throws InterruptedException {
        send(pipeline, plant, HISTORY, BEFORE, 0);
        pipeline.train();
        pipeline.startScorer();
        Set<Long> faultyBefore = new HashSet<>(send(pipeline, plant, GROWN, AFTER, 0));
        faultyBefore.addAll(send(pipeline, plant, TESTED, AFTER, FAULTY));
        LivePipeline.await("the scores", () -> meter.count() >= pipeline.sent());
        Activation retrained = pipeline.train().orElseThrow();
        boolean promoted = retrained.getDecision() == Decision.PROMOTED;
        if (promoted) {
            LivePipeline.await(
                    "model " + retrained.getVersion(), () -> pipeline.activeVersion() == retrained.getVersion());
        }
        Set<Long> faultyAfter = send(pipeline, plant, TESTED, AFTER, FAULTY);
        LivePipeline.await("the last scores", () -> meter.count() >= pipeline.sent());
        List<Score> scores = pipeline.read(pipeline.config().topics().scores(), Score.class);
        List<Score> grown = scores.stream()
                .filter(s -> s.getOffset() >= HISTORY && s.getOffset() < HISTORY + GROWN)
                .toList();
        long alerts = grown.stream().filter(Score::getAnomaly).count();
        return new Outcome(
                pipeline.count(pipeline.config().topics().deadLetters()),
                alerts * 1_000.0 / grown.size(),
                auroc(scores, HISTORY + GROWN, HISTORY + GROWN + TESTED, faultyBefore),
                auroc(scores, HISTORY + GROWN + TESTED, pipeline.sent(), faultyAfter),
                promoted ? Optional.empty() : Optional.of(retrained.getReason()));
    }

    /**
     * Sends records.
     *
     * @param faulty every so many are at fault in the last sensor; 0 for none
     * @return the offsets of those
     */
    private static Set<Long> send(LivePipeline pipeline, Plant plant, int records, int sensors, int faulty) {
        Set<Long> offsets = new HashSet<>();
        for (int i = 0; i < records; i++) {
            Plant.Reading reading = plant.next();
            if (faulty > 0 && i % faulty == faulty - 1) {
                reading.values()[sensors - 1] += OFF_BY;
                offsets.add(pipeline.sent());
            }
            pipeline.send(reading, sensors);
        }
        pipeline.flush();
        return offsets;
    }

    private static double auroc(List<Score> scores, long from, long to, Set<Long> faulty) {
        List<Score> tested = scores.stream()
                .filter(s -> s.getOffset() >= from && s.getOffset() < to)
                .toList();
        boolean[] labels = new boolean[tested.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = faulty.contains(tested.get(i).getOffset());
        }
        return new Ranking(tested.stream().mapToDouble(Score::getScore).toArray(), labels).auroc();
    }
}
