package dev.sluice.bench.detection;

import dev.sluice.bench.backtest.Backtest;
import dev.sluice.bench.backtest.BacktestResult;
import dev.sluice.bench.data.ColumnSpread;
import dev.sluice.bench.peer.NearestNeighbours;
import dev.sluice.bench.peer.Peer;
import dev.sluice.bench.peer.RandomCutForestPeer;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.cli.backtest.Ranking;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How well the scores of labelled sets rank anomalies above normal rows; peers beside, where the run is not quick. */
final class RankingPart implements BenchPart {

    private final String name;
    private final String title;
    private final LabelledData data;
    private final double auroc;
    private final double auprc;

    /**
     * @param auroc target
     * @param auprc target, NaN for none
     */
    RankingPart(String name, String title, LabelledData data, double auroc, double auprc) {
        this.name = name;
        this.title = title;
        this.data = data;
        this.auroc = auroc;
        this.auprc = auprc;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        List<BenchTarget> targets = new ArrayList<>();
        targets.add(new BenchTarget(title, "AUROC", auroc, Direction.AT_LEAST));
        targets.add(new BenchTarget(title, "AUPRC", auprc, Direction.AT_LEAST));
        for (Peer peer : peers(run)) {
            targets.add(BenchTarget.informative(title + ": " + peer.name(), "AUROC", Direction.AT_LEAST));
            targets.add(BenchTarget.informative(title + ": " + peer.name(), "AUPRC", Direction.AT_LEAST));
        }
        return targets;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        List<BenchTarget> targets = targets(run);
        List<SetMeans> means = targets.stream().map(t -> new SetMeans()).toList();
        List<String> sets = run.quick() ? data.quickSets() : data.sets();
        for (String set : sets) {
            for (long seed : run.seeds()) {
                run.step(title + ": " + set + ", seed " + seed);
                Split split = data.load(run, set, seed);
                BacktestResult result = Backtest.in(run.work())
                        .seed(seed)
                        .with("--label", Split.LABEL)
                        .run(split.train(), split.test());
                means.get(0).add(set, result.auroc());
                means.get(1).add(set, result.auprc());
            }
            scorePeers(run, set, means.subList(2, means.size()));
        }
        String left = sets.size() < data.sets().size()
                ? "quick: " + sets.size() + " sets of " + data.sets().size() + "; "
                : "";
        List<BenchRow> rows = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            String note = left + means.get(i).note();
            rows.add(
                    left.isEmpty()
                            ? targets.get(i).measured(means.get(i).mean(), note)
                            : targets.get(i).measuredInPart(means.get(i).mean(), note));
        }
        return rows;
    }

    private void scorePeers(BenchRun run, String set, List<SetMeans> means) throws IOException {
        List<Peer> peers = peers(run);
        if (peers.isEmpty()) {
            return;
        }
        Split split = data.load(run, set, run.firstSeed());
        double[][] train = split.train().numbers();
        ColumnSpread spread = ColumnSpread.of(train);
        float[][] known = spread.standardize(train);
        float[][] rows = spread.standardize(split.test().without(Split.LABEL).numbers());
        boolean[] labels = split.test().flags(Split.LABEL);
        for (int p = 0; p < peers.size(); p++) {
            run.step(title + ": " + set + ", " + peers.get(p).name());
            Ranking ranking = new Ranking(peers.get(p).score(known, rows), labels);
            means.get(2 * p).add(set, ranking.auroc());
            means.get(2 * p + 1).add(set, ranking.auprc());
        }
    }

    private static List<Peer> peers(BenchRun run) {
        return run.quick() ? List.of() : List.of(new RandomCutForestPeer(run.firstSeed()), new NearestNeighbours());
    }
}
