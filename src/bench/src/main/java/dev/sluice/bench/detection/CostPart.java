package dev.sluice.bench.detection;

import dev.sluice.bench.backtest.Backtest;
import dev.sluice.bench.backtest.BacktestResult;
import dev.sluice.bench.backtest.CommandFailedException;
import dev.sluice.bench.data.ColumnSpread;
import dev.sluice.bench.data.Frame;
import dev.sluice.bench.data.Summary;
import dev.sluice.bench.peer.RandomCutForestPeer;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a fit takes, and what a score takes beside a peer's, at the 38 features of a server. */
final class CostPart implements BenchPart {

    private static final String MACHINE = "machine-1-7";
    private static final int ROWS = 100_000;

    /** The fits of the interleaved rounds need not be good: what a score takes goes by the number of features. */
    private static final int ROUND_ROWS = 8_000;

    /** Of each field's deviation: no two rows are the same, and none is another. */
    private static final double JITTER = 0.01;

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atMost(60, "fit on 100,000 rows of 38 features", "s"),
            BenchTarget.atMost(8, "score of 38 features, default", "us/record"),
            BenchTarget.atMost(2, "score of 38 features, reconstruction", "us/record"),
            BenchTarget.informative("score of 38 features: Random Cut Forest", "us/record", Direction.AT_MOST));

    @Override
    public String name() {
        return "cost";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        Split split = SmdData.MACHINES.load(run, MACHINE, run.firstSeed());
        Frame test = split.test().without(Split.LABEL);
        List<BenchRow> rows = new ArrayList<>();
        rows.add(fit(run, split.train(), test));
        rows.addAll(scores(run, split.train().rows(0, ROUND_ROWS), test));
        return rows;
    }

    private static BenchRow fit(BenchRun run, Frame history, Frame test) throws IOException {
        Path train = lengthened(history, ROWS, new Random(run.firstSeed()))
                .write(run.work().resolve("long.csv"));
        Path few = test.rows(0, 1_000).write(run.work().resolve("few.csv"));
        List<Double> seconds = new ArrayList<>();
        long rowsFit = 0;
        for (long seed : run.seeds()) {
            run.step("fit on 100,000 rows, seed " + seed);
            BacktestResult result = Backtest.in(run.work()).seed(seed).run(train, few);
            seconds.add(result.secondsTrain());
            rowsFit = result.rowsFit();
        }
        Summary summary = summary(seconds);
        return TARGETS.get(0)
                .measured(
                        summary.median(),
                        "median of " + seconds.size() + " seeds: " + summary.range() + "; " + rowsFit
                                + " rows fit, the others held out");
    }

    /** The same rows again and again, each a little different. */
    static Frame lengthened(Frame history, int size, Random random) {
        double[][] values = history.numbers();
        double[] deviation = ColumnSpread.of(values).deviation();
        List<List<String>> rows = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            double[] row = values[i % values.length];
            List<String> cells = new ArrayList<>(row.length);
            for (int c = 0; c < row.length; c++) {
                cells.add(Float.toString((float) (row[c] + JITTER * deviation[c] * random.nextGaussian())));
            }
            rows.add(cells);
        }
        return new Frame(history.columns(), rows);
    }

    private static List<BenchRow> scores(BenchRun run, Frame history, Frame test) throws IOException {
        Path config = Files.writeString(
                run.work().resolve("reconstruction.yaml"),
                "pipeline: bench\ninput: {topic: bench}\nmodel: {score: reconstruction}\n");
        double[][] known = history.numbers();
        ColumnSpread spread = ColumnSpread.of(known);
        float[][] peerTrain = spread.standardize(known);
        float[][] peerTest = spread.standardize(test.numbers());
        Backtest backtest = Backtest.in(run.work()).seed(run.firstSeed());
        RandomCutForestPeer forest = new RandomCutForestPeer(run.firstSeed());
        List<Double> byDefault = new ArrayList<>();
        List<Double> byReconstruction = new ArrayList<>();
        List<Double> byForest = new ArrayList<>();
        String unavailable = "";
        for (int round = 1; round <= (run.quick() ? 1 : 3); round++) {
            run.step("score of 38 features, round " + round);
            byDefault.add(backtest.run(history, test).microsPerRecord());
            try {
                byReconstruction.add(backtest.with("--config", config.toString())
                        .run(history, test)
                        .microsPerRecord());
            } catch (CommandFailedException e) {
                if (e.exitCode() != ExitCode.CONFIG) {
                    throw e;
                }
                unavailable = "not available: " + e.getMessage();
            }
            byForest.add(forest.microsPerRecord(peerTrain, peerTest));
        }
        return List.of(
                timed(TARGETS.get(1), byDefault),
                unavailable.isEmpty()
                        ? timed(TARGETS.get(2), byReconstruction)
                        : TARGETS.get(2).notMeasured(unavailable),
                timed(TARGETS.get(3), byForest));
    }

    private static BenchRow timed(BenchTarget target, List<Double> micros) {
        Summary summary = summary(micros);
        return target.measured(
                summary.median(), "median of " + micros.size() + " rounds, interleaved: " + summary.range());
    }

    private static Summary summary(List<Double> values) {
        return new Summary(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
