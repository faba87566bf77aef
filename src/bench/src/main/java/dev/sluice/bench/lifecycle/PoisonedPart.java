package dev.sluice.bench.lifecycle;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.DataAbsentException;
import dev.sluice.bench.report.Direction;
import dev.sluice.cli.backtest.Ranking;
import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.model.LoadedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Whether an outage is learned as normal: a pipeline whose retrain has one sustained outage in its window, against one
 * that has none; how well what is active afterwards finds that very fault again. Beside it, what it costs that the outage's
 * records say nothing of normal: the same window without them.
 */
final class PoisonedPart implements BenchPart {

    /** What comes after the history, in place of the normal readings. */
    private record Scenario(String name, BenchTarget target, Function<Episode, List<Plant.Reading>> recent) {}

    private static final List<Scenario> SCENARIOS = List.of(
            new Scenario(
                    "outage-5",
                    BenchTarget.atMost(0.005, "AUROC lost by an outage of 5 % in the window", ""),
                    e -> e.recentWithOutage(0.05)),
            new Scenario(
                    "outage-10",
                    BenchTarget.atMost(0.005, "AUROC lost by an outage of 10 % in the window", ""),
                    e -> e.recentWithOutage(0.10)),
            new Scenario(
                    "absent-10",
                    BenchTarget.informative(
                            "AUROC lost where the records of the 10 % are absent", "", Direction.AT_MOST),
                    e -> e.recentWithoutOutage(0.10)));

    @Override
    public String name() {
        return "poisoned";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return SCENARIOS.stream().map(Scenario::target).toList();
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        Map<Scenario, List<Double>> lost = new LinkedHashMap<>();
        Map<Scenario, List<String>> each = new LinkedHashMap<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            for (long seed : run.seeds()) {
                for (Episode episode : episodes(run, seed)) {
                    run.step("poisoned retrains: " + episode.name() + ", seed " + seed);
                    Retrained clean = retrained(broker, run, episode, episode.recent(), "clean", seed);
                    for (Scenario s : SCENARIOS) {
                        Retrained left =
                                retrained(broker, run, episode, s.recent().apply(episode), s.name(), seed);
                        lost.computeIfAbsent(s, k -> new ArrayList<>()).add(clean.auroc() - left.auroc());
                        each.computeIfAbsent(s, k -> new ArrayList<>())
                                .add(episode.name() + " " + clean + " to " + left);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return SCENARIOS.stream()
                .map(s -> s.target()
                        .measured(
                                lost.get(s).stream()
                                        .mapToDouble(Double::doubleValue)
                                        .max()
                                        .orElseThrow(),
                                "the most of: " + String.join(", ", each.get(s))))
                .toList();
    }

    private static List<Episode> episodes(BenchRun run, long seed) throws IOException {
        List<Episode> episodes = new ArrayList<>(List.of(Episode.plant(seed)));
        try {
            episodes.add(Episode.server(run));
        } catch (DataAbsentException e) {
            run.step("poisoned retrains: data absent, only the synthetic plant");
        }
        return episodes;
    }

    /** What the faults look like to the model that is active after a retrain. */
    private record Retrained(double auroc, int version) {
        @Override
        public String toString() {
            return Figures.brief(auroc) + (version == 2 ? "" : " (version " + version + " still)");
        }
    }

    private static Retrained retrained(
            EmbeddedBroker broker, BenchRun run, Episode episode, List<Plant.Reading> recent, String what, long seed)
            throws InterruptedException {
        String name = "poisoned-" + episode.name() + "-" + what + "-" + seed;
        try (LivePipeline pipeline = new LivePipeline(broker, name, run.work(), seed, List.of())) {
            episode.history().forEach(r -> pipeline.send(r, episode.sensors()));
            pipeline.train();
            recent.forEach(r -> pipeline.send(r, episode.sensors()));
            pipeline.train();
            LoadedModel active = pipeline.champion();
            double auroc =
                    new Ranking(Episode.scores(active.model(), episode.testWithFaults()), episode.labels()).auroc();
            return new Retrained(auroc, active.model().version());
        }
    }
}
