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
import dev.sluice.model.CompiledModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What happens where the records of a running pipeline get a field more: nothing at once, and after the next retrain
 * faults that show in the new field only, for a while each, are found.
 */
final class GrowthPart implements BenchPart {

    private static final int LINES = 20;
    private static final int BEFORE = 6;
    private static final int AFTER = 7;
    private static final int HISTORY = 6_000;
    private static final int GROWN = 3_000;
    private static final int TESTED = 3_000;

    /**
     * Of so many records of a line in the test, the new field is off in a stretch, a tenth as elsewhere: at another time for
     * each line. Its own spread is about 1.7.
     */
    private static final int TURNS = TESTED / LINES;

    private static final int LASTS = 15;
    private static final double OFF_BY = 6;

    /** Twice the budget of the pipeline, which is 1 of 1,000. */
    private static final double NORMAL = 2;

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atMost(0, "field added: dead letters", "records"),
            BenchTarget.atMost(NORMAL, "field added: alerts of the model that does not know it", "x budget"),
            BenchTarget.atLeast(0.95, "field added: AUROC of faults in it alone, after the next retrain", ""),
            BenchTarget.informative("the same, by the model from before", "AUROC", Direction.AT_LEAST),
            BenchTarget.informative(
                    "the same faults in a field that was always there, after the retrain", "AUROC", Direction.AT_LEAST),
            BenchTarget.informative(
                    "the same faults in the same field, had all records had it", "AUROC", Direction.AT_LEAST));

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
        List<Double> always = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            for (long seed : run.seeds()) {
                run.step("a field is added, seed " + seed);
                GapMeter meter = new GapMeter();
                try (LivePipeline pipeline =
                        new LivePipeline(broker, "growth-" + seed, run.work(), seed, List.of(meter))) {
                    outcomes.add(grow(pipeline, new Plant(seed, LINES, AFTER), meter));
                }
                try (LivePipeline pipeline =
                        new LivePipeline(broker, "growth-always-" + seed, run.work(), seed, List.of())) {
                    always.add(withoutGrowth(pipeline, new Plant(seed, LINES, AFTER)));
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
        Summary known =
                new Summary(outcomes.stream().mapToDouble(Outcome::known).toArray());
        Summary whole =
                new Summary(always.stream().mapToDouble(Double::doubleValue).toArray());
        String seeds = outcomes.size() + " seeds: ";
        return List.of(
                TARGETS.get(0).measured(new Summary(dead).max(), "of " + outcomes.size() + " runs, the most"),
                TARGETS.get(1).measured(alerts.mean(), seeds + alerts.range()),
                TARGETS.get(2).measured(after.mean(), seeds + after.range() + turnedDown(outcomes)),
                TARGETS.get(3).measured(before.mean(), seeds + before.range()),
                TARGETS.get(4).measured(known.mean(), seeds + known.range()),
                TARGETS.get(5).measured(whole.mean(), seeds + whole.range()));
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
     * @param known AUROC of the same faults in an old field, under what is active after the retrain
     * @param turnedDown why it was; empty where it was not
     */
    private record Outcome(
            long deadLetters,
            double timesBudget,
            double before,
            double after,
            double known,
            Optional<String> turnedDown) {}

    private static Outcome grow(LivePipeline pipeline, Plant plant, GapMeter meter) throws InterruptedException {
        send(pipeline, plant, HISTORY, BEFORE);
        pipeline.train();
        CompiledModel before = pipeline.champion().model();
        pipeline.startScorer();
        send(pipeline, plant, GROWN, AFTER);
        LivePipeline.await("the scores", () -> meter.count() >= pipeline.sent());
        Activation retrained = pipeline.train().orElseThrow();
        boolean promoted = retrained.getDecision() == Decision.PROMOTED;
        if (promoted) {
            LivePipeline.await(
                    "model " + retrained.getVersion(), () -> pipeline.activeVersion() == retrained.getVersion());
        }
        Test test = Test.next(plant);
        test.readings().forEach(r -> pipeline.send(r, AFTER));
        pipeline.flush();
        // What is scored is not committed yet.
        LivePipeline.await("the last scores", () -> outcomes(pipeline) >= pipeline.sent());
        List<Score> scores = pipeline.read(pipeline.config().topics().scores(), Score.class);
        List<Score> grown = scores.stream()
                .filter(s -> s.getOffset() >= HISTORY && s.getOffset() < HISTORY + GROWN)
                .toList();
        long alerts = grown.stream().filter(Score::getAnomaly).count();
        return new Outcome(
                pipeline.count(pipeline.config().topics().deadLetters()),
                alerts * 1_000.0 / grown.size(),
                new Ranking(Episode.scores(before, test.readings()), test.labels()).auroc(),
                new Ranking(lastScores(scores), test.labels()).auroc(),
                new Ranking(Episode.scores(pipeline.champion().model(), test.inOldField()), test.labels()).auroc(),
                promoted ? Optional.empty() : Optional.of(retrained.getReason()));
    }

    /** What finds the same faults where the field was there from the beginning: how hard to find they are. */
    private static double withoutGrowth(LivePipeline pipeline, Plant plant) throws InterruptedException {
        send(pipeline, plant, HISTORY, AFTER);
        pipeline.train();
        send(pipeline, plant, GROWN, AFTER);
        pipeline.train();
        Test test = Test.next(plant);
        return new Ranking(Episode.scores(pipeline.champion().model(), test.readings()), test.labels()).auroc();
    }

    /**
     * Readings with faults.
     *
     * @param readings with the faults in the new field
     * @param inOldField the same with the faults in the last of the old fields
     * @param labels {@code boolean[readings]}: which are at fault
     */
    @SuppressWarnings("ArrayRecordComponent") // data for one use, never compared
    private record Test(List<Plant.Reading> readings, List<Plant.Reading> inOldField, boolean[] labels) {

        /** The plant's next. */
        static Test next(Plant plant) {
            List<Plant.Reading> readings = new ArrayList<>();
            List<Plant.Reading> inOldField = new ArrayList<>();
            boolean[] labels = new boolean[TESTED];
            for (int i = 0; i < TESTED; i++) {
                Plant.Reading reading = plant.next();
                labels[i] = (i / LINES + LASTS * (i % LINES)) % TURNS < LASTS;
                double[] old = reading.values().clone();
                if (labels[i]) {
                    old[BEFORE - 1] += OFF_BY;
                    reading.values()[AFTER - 1] += OFF_BY;
                }
                inOldField.add(reading.with(old));
                readings.add(reading);
            }
            return new Test(readings, inOldField, labels);
        }
    }

    private static long outcomes(LivePipeline pipeline) {
        return pipeline.count(pipeline.config().topics().scores())
                + pipeline.count(pipeline.config().topics().deadLetters());
    }

    private static void send(LivePipeline pipeline, Plant plant, int records, int sensors) {
        for (int i = 0; i < records; i++) {
            pipeline.send(plant.next(), sensors);
        }
        pipeline.flush();
    }

    /** {@code double[TESTED]}: of the test's records, in the order they were sent. */
    private static double[] lastScores(List<Score> scores) {
        return scores.stream()
                .filter(s -> s.getOffset() >= HISTORY + GROWN)
                .sorted(Comparator.comparingLong(Score::getOffset))
                .mapToDouble(Score::getScore)
                .toArray();
    }
}
