package dev.sluice.bench.detection;

import dev.sluice.bench.backtest.Backtest;
import dev.sluice.bench.backtest.BacktestResult;
import dev.sluice.bench.data.Summary;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.cli.terminal.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Verdicts on the Skoltech Anomaly Benchmark, counted over all files: with the default budget, and with the one budget
 * for all files that somebody would set who watches a test bench while it runs.
 */
final class SkabPart implements BenchPart {

    private static final String BUDGET = "1 per 100 records";
    private static final int QUICK_STEP = 7;

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atLeast(0.87, "skab, mean of files", "AUROC"),
            BenchTarget.atLeast(0.79, "skab, default budget", "F1"),
            BenchTarget.atMost(0.136, "skab, default budget: false alarms", "share"),
            BenchTarget.informative("skab, default budget: missed", "share", Direction.AT_MOST),
            BenchTarget.atLeast(0.79, "skab, " + BUDGET, "F1"),
            BenchTarget.atMost(0.136, "skab, " + BUDGET + ": false alarms", "share"),
            BenchTarget.informative("skab, " + BUDGET + ": missed", "share", Direction.AT_MOST));

    @Override
    public String name() {
        return "skab";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        List<Path> all = SkabData.files(run);
        List<Path> files = IntStream.range(0, all.size())
                .filter(i -> !run.quick() || i % QUICK_STEP == 0)
                .mapToObj(all::get)
                .toList();
        Backtest backtest =
                Backtest.in(run.work()).seed(run.firstSeed()).with("--label", Split.LABEL, "--interval", "PT1S");
        VerdictCounts byDefault = new VerdictCounts();
        VerdictCounts byBudget = new VerdictCounts();
        List<Double> auroc = new ArrayList<>();
        for (Path file : files) {
            run.step("skab: " + file.getParent().getFileName() + "/" + file.getFileName());
            Split split = SkabData.split(SkabData.read(file));
            boolean[] labels = split.test().flags(Split.LABEL);
            BacktestResult result = backtest.run(split.train(), split.test());
            byDefault.add(result.scores().anomalies(), labels);
            if (!Double.isNaN(result.auroc())) {
                auroc.add(result.auroc());
            }
            byBudget.add(
                    backtest.with("--budget", BUDGET)
                            .run(split.train(), split.test())
                            .scores()
                            .anomalies(),
                    labels);
        }
        return rows(
                files.size() == all.size(),
                files.size() + " files of " + all.size(),
                new Summary(auroc.stream().mapToDouble(Double::doubleValue).toArray()),
                byDefault,
                byBudget);
    }

    private static List<BenchRow> rows(
            boolean complete, String files, Summary auroc, VerdictCounts byDefault, VerdictCounts byBudget) {
        String spread = files + "; " + auroc.range() + ", median " + Figures.brief(auroc.median());
        String together = files + ", pooled; F1 counts only together with its false alarms";
        double[] values = {
            auroc.mean(),
            byDefault.f1(),
            byDefault.falseAlarmRate(),
            byDefault.missedAlarmRate(),
            byBudget.f1(),
            byBudget.falseAlarmRate(),
            byBudget.missedAlarmRate()
        };
        String[] notes = {spread, together, "", "", together, "", ""};
        return IntStream.range(0, values.length)
                .mapToObj(i -> complete
                        ? TARGETS.get(i).measured(values[i], notes[i])
                        : TARGETS.get(i).measuredInPart(values[i], notes[i]))
                .toList();
    }
}
