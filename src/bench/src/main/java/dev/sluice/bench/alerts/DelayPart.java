package dev.sluice.bench.alerts;

import dev.sluice.bench.data.Summary;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** How soon an incident opens after a step of six standard deviations. */
final class DelayPart implements BenchPart {

    private static final double[] CORRELATIONS = {0, 0.99};
    private static final double DEVIATIONS = 6;
    private static final int LONGEST = 3_600;

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atMost(5, "median delay of a step of 6 sigma, independent scores", "s"),
            BenchTarget.atMost(5, "median delay of a step of 6 sigma, autocorrelation 0.99", "s"));

    @Override
    public String name() {
        return "delay";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) {
        int steps = run.quick() ? 200 : 2_000;
        List<BenchRow> rows = new ArrayList<>();
        for (int c = 0; c < CORRELATIONS.length; c++) {
            run.step("delay: autocorrelation " + CORRELATIONS[c]);
            Fleet fleet = new Fleet(CORRELATIONS[c], run.firstSeed());
            double[] delays = DoubleStream.generate(() -> fleet.delay(DEVIATIONS))
                    .limit(steps)
                    .map(d -> Double.isNaN(d) ? LONGEST : d)
                    .toArray();
            Summary summary = new Summary(delays);
            long never = DoubleStream.of(delays).filter(d -> d == LONGEST).count();
            rows.add(TARGETS.get(c)
                    .measured(
                            summary.median(),
                            String.format(
                                    Locale.ROOT,
                                    "%,d steps at 1 Hz, 90 %% within %.0f s, %d not within an hour",
                                    steps,
                                    summary.quantile(0.9),
                                    never)));
        }
        return rows;
    }
}
