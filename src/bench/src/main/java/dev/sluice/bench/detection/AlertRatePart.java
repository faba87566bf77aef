package dev.sluice.bench.detection;

import dev.sluice.bench.backtest.Backtest;
import dev.sluice.bench.data.Summary;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.cli.terminal.Figures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether normal rows keep to the alert budget: fitted on the first four fifths of each machine's history, the verdicts
 * on the rest are counted. That rest is later, so that drift counts too.
 */
final class AlertRatePart implements BenchPart {

    private static final int[] RECORDS = {1_000, 10_000};

    @Override
    public String name() {
        return "alert-rate";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return IntStream.of(RECORDS)
                .mapToObj(n ->
                        BenchTarget.informative("smd history, alerts for " + budget(n), "x budget", Direction.AT_MOST))
                .toList();
    }

    private static String budget(int records) {
        return "1 per " + records + " records";
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        List<String> machines = SmdData.MACHINES.sets().subList(0, run.quick() ? 1 : 4);
        List<BenchRow> rows = new ArrayList<>();
        for (int b = 0; b < RECORDS.length; b++) {
            double[] timesBudget = new double[machines.size()];
            StringBuilder note = new StringBuilder("alerts of normal rows:");
            for (int m = 0; m < timesBudget.length; m++) {
                run.step("alert rate: " + machines.get(m) + ", " + budget(RECORDS[b]));
                Split split = SmdData.MACHINES.heldOut(run, machines.get(m));
                boolean[] verdicts = Backtest.in(run.work())
                        .seed(run.firstSeed())
                        .with("--budget", budget(RECORDS[b]))
                        .run(split.train(), split.test())
                        .scores()
                        .anomalies();
                timesBudget[m] = timesBudget(verdicts, RECORDS[b]);
                note.append(m == 0 ? " " : ", ")
                        .append(machines.get(m))
                        .append(' ')
                        .append(count(verdicts))
                        .append(" of ")
                        .append(Figures.count(verdicts.length));
            }
            rows.add(targets(run).get(b).measured(new Summary(timesBudget).mean(), note.toString()));
        }
        return rows;
    }

    /** The rate of alerts over that of a budget of one in so many records. */
    static double timesBudget(boolean[] verdicts, int records) {
        return (double) count(verdicts) * records / verdicts.length;
    }

    private static int count(boolean[] verdicts) {
        int count = 0;
        for (boolean verdict : verdicts) {
            count += verdict ? 1 : 0;
        }
        return count;
    }
}
