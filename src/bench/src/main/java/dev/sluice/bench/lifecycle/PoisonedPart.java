package dev.sluice.bench.lifecycle;

import dev.sluice.bench.data.Summary;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.DataAbsentException;
import dev.sluice.cli.backtest.Ranking;
import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.model.LoadedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether an outage is learned as normal: a pipeline whose retrain has one sustained outage in its window, against one
 * that has none; how well what is active afterwards finds that very fault again.
 */
final class PoisonedPart implements BenchPart {

    private static final double[] SHARES = {0.05, 0.10};

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atMost(0.005, "AUROC lost by an outage of 5 % in the window", ""),
            BenchTarget.atMost(0.005, "AUROC lost by an outage of 10 % in the window", ""));

    @Override
    public String name() {
        return "poisoned";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        List<List<Double>> lost = List.of(new ArrayList<>(), new ArrayList<>());
        List<String> clean = new ArrayList<>();
        List<List<String>> each = List.of(new ArrayList<>(), new ArrayList<>());
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            for (long seed : run.seeds()) {
                for (Episode episode : episodes(run, seed)) {
                    run.step("poisoned retrains: " + episode.name() + ", seed " + seed);
                    double unspoilt = auroc(broker, run, episode, episode.recent(), "clean", seed);
                    clean.add(episode.name() + " " + Figures.brief(unspoilt));
                    for (int s = 0; s < SHARES.length; s++) {
                        List<Plant.Reading> recent = episode.recentWithOutage(SHARES[s]);
                        double here = unspoilt - auroc(broker, run, episode, recent, "outage-" + s, seed);
                        lost.get(s).add(here);
                        each.get(s).add(episode.name() + " " + Figures.brief(here));
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        List<BenchRow> rows = new ArrayList<>();
        for (int s = 0; s < SHARES.length; s++) {
            Summary summary = new Summary(
                    lost.get(s).stream().mapToDouble(Double::doubleValue).toArray());
            rows.add(TARGETS.get(s)
                    .measured(
                            summary.max(),
                            "the most of: " + String.join(", ", each.get(s)) + "; clean AUROC "
                                    + String.join(", ", clean)));
        }
        return rows;
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

    private static double auroc(
            EmbeddedBroker broker, BenchRun run, Episode episode, List<Plant.Reading> recent, String what, long seed)
            throws InterruptedException {
        String name = "poisoned-" + episode.name() + "-" + what + "-" + seed;
        try (LivePipeline pipeline = new LivePipeline(broker, name, run.work(), seed, List.of())) {
            episode.history().forEach(r -> pipeline.send(r, episode.sensors()));
            pipeline.train();
            recent.forEach(r -> pipeline.send(r, episode.sensors()));
            pipeline.train();
            LoadedModel active = pipeline.champion();
            return new Ranking(Episode.scores(active.model(), episode.testWithFaults()), episode.labels()).auroc();
        }
    }
}
