package dev.sluice.bench.lifecycle;

import dev.sluice.bench.data.Summary;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.pipeline.Renewal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whether a plant that has changed for good is adopted: how many retrains it takes from the change until the active model
 * takes what it sees for normal, where an operator confirms the change, and where it is adopted after its time.
 */
final class RegimePart implements BenchPart {

    private static final int MOST = 4;

    /** Of the readings after the change; the budget is 1 of 1,000. */
    private static final double NORMAL = 0.02;

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atMost(2, "retrains until a change that an operator confirmed is normal", ""),
            BenchTarget.atMost(2, "retrains until a change is adopted after its time", ""),
            BenchTarget.atLeast(1, "changes that were reported before they were adopted", "share"),
            BenchTarget.informative("alert rate after the change, before it is adopted", "", Direction.AT_LEAST));

    @Override
    public String name() {
        return "regime";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    /** What came of one change. */
    private record Outcome(int retrains, boolean reported, double before) {}

    @Override
    public List<BenchRow> measure(BenchRun run) {
        List<Outcome> confirmed = new ArrayList<>();
        List<Outcome> adopted = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            for (long seed : run.seeds()) {
                run.step("a plant changes, seed " + seed);
                confirmed.add(change(broker, run, seed, true));
                adopted.add(change(broker, run, seed, false));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        List<Outcome> all = new ArrayList<>(confirmed);
        all.addAll(adopted);
        double reported =
                all.stream().mapToInt(o -> o.reported() ? 1 : 0).average().orElseThrow();
        double before = all.stream().mapToDouble(Outcome::before).average().orElseThrow();
        return List.of(
                retrains(0, confirmed),
                retrains(1, adopted),
                TARGETS.get(2).measured(reported, "of " + all.size()),
                TARGETS.get(3).measured(before, "mean of " + all.size()));
    }

    private static BenchRow retrains(int target, List<Outcome> outcomes) {
        Summary summary =
                new Summary(outcomes.stream().mapToDouble(Outcome::retrains).toArray());
        return TARGETS.get(target)
                .measured(
                        summary.max(),
                        "the most of " + outcomes.size() + " seeds: " + summary.range() + "; " + (MOST + 1)
                                + " stands for never");
    }

    private static Outcome change(EmbeddedBroker broker, BenchRun run, long seed, boolean confirm)
            throws InterruptedException {
        Episode episode = Episode.plant(seed);
        Renewal d = Renewal.DEFAULT;
        Duration after = confirm ? d.adoptRegimeAfter() : Duration.ZERO;
        Renewal renewal = new Renewal(d.warmStart(), d.fidelity(), d.onDrift(), after, d.keep());
        String name = "regime-" + (confirm ? "confirmed-" : "adopted-") + seed;
        try (LivePipeline pipeline = new LivePipeline(broker, name, run.work(), seed, List.of(), renewal)) {
            episode.history().forEach(r -> pipeline.send(r, episode.sensors()));
            pipeline.train();
            episode.changed(episode.recent()).forEach(r -> pipeline.send(r, episode.sensors()));
            List<Plant.Reading> later = episode.changed(episode.test());
            double before = alertRate(pipeline, later);
            int part = later.size() / MOST;
            for (int retrain = 1; retrain <= MOST; retrain++) {
                pipeline.train();
                if (alertRate(pipeline, later) <= NORMAL) {
                    return new Outcome(retrain, isReported(pipeline), before);
                }
                if (confirm && retrain == 1 && isReported(pipeline)) {
                    pipeline.decide(pipeline.champion().model().version(), Decision.REGIME_ACCEPTED);
                }
                later.subList((retrain - 1) * part, retrain * part).forEach(r -> pipeline.send(r, episode.sensors()));
            }
            return new Outcome(MOST + 1, isReported(pipeline), before);
        }
    }

    private static boolean isReported(LivePipeline pipeline) {
        return pipeline.read(pipeline.config().topics().activations(), Activation.class).stream()
                .anyMatch(a -> a.getDecision() == Decision.REGIME_REPORTED);
    }

    private static double alertRate(LivePipeline pipeline, List<Plant.Reading> readings) throws InterruptedException {
        return Arrays.stream(Episode.scores(pipeline.champion().model(), readings))
                .map(score -> score >= 1 ? 1 : 0)
                .average()
                .orElseThrow();
    }
}
