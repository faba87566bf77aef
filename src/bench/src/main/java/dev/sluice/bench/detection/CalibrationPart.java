package dev.sluice.bench.detection;

import dev.sluice.bench.data.Summary;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.score.Calibration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How true a p-value of 1e-4 is: the calibration is fitted to draws from distributions whose tails are known, and the
 * threshold it gives is looked up there.
 */
final class CalibrationPart implements BenchPart {

    static final double NOMINAL = 1e-4;

    private static final int ROWS = 100_000;
    private static final String UNIT = "x nominal";

    private static final BenchTarget LOW = BenchTarget.atLeast(0.7, "calibration at 1e-4: lowest 5 % quantile", UNIT);
    private static final BenchTarget HIGH = BenchTarget.atMost(1.4, "calibration at 1e-4: highest 95 % quantile", UNIT);
    private static final BenchTarget LOW_MEDIAN = BenchTarget.atLeast(0.9, "calibration at 1e-4: lowest median", UNIT);
    private static final BenchTarget HIGH_MEDIAN = BenchTarget.atMost(1.1, "calibration at 1e-4: highest median", UNIT);

    private record Measured(KnownDistribution distribution, Summary realised) {}

    @Override
    public String name() {
        return "calibration";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        List<BenchTarget> targets = new ArrayList<>(List.of(LOW, HIGH, LOW_MEDIAN, HIGH_MEDIAN));
        KnownDistribution.ALL.forEach(d -> targets.add(median(d)));
        return targets;
    }

    private static BenchTarget median(KnownDistribution distribution) {
        return BenchTarget.informative("calibration: " + distribution.name() + ", median", UNIT, Direction.AT_LEAST);
    }

    @Override
    public List<BenchRow> measure(BenchRun run) {
        int seeds = run.quick() ? 10 : 40;
        List<Measured> all = new ArrayList<>();
        for (KnownDistribution distribution : KnownDistribution.ALL) {
            run.step("calibration: " + distribution.name() + ", " + seeds + " seeds");
            double[] realised = new double[seeds];
            for (int seed = 0; seed < seeds; seed++) {
                realised[seed] = realised(distribution, ROWS, seed + 1) / NOMINAL;
            }
            all.add(new Measured(distribution, new Summary(realised)));
        }
        String note = String.format(Locale.ROOT, "of five distributions, %d seeds of %,d rows each: ", seeds, ROWS);
        List<BenchRow> rows = new ArrayList<>();
        rows.add(worst(LOW, all, 0.05, note));
        rows.add(worst(HIGH, all, 0.95, note));
        rows.add(worst(LOW_MEDIAN, all, 0.5, note));
        rows.add(worst(HIGH_MEDIAN, all, 0.5, note));
        for (Measured m : all) {
            rows.add(median(m.distribution())
                    .measured(
                            m.realised().median(),
                            String.format(
                                    Locale.ROOT,
                                    "5 to 95 %%: %.2f to %.2f",
                                    m.realised().quantile(0.05),
                                    m.realised().quantile(0.95))));
        }
        return rows;
    }

    /** The distribution whose quantile is the farthest on the bad side. */
    private static BenchRow worst(BenchTarget target, List<Measured> all, double quantile, String note) {
        Comparator<Measured> byQuantile =
                Comparator.comparingDouble(m -> m.realised().quantile(quantile));
        Measured worst = all.stream()
                .min(target.direction() == Direction.AT_LEAST ? byQuantile : byQuantile.reversed())
                .orElseThrow();
        return target.measured(
                worst.realised().quantile(quantile), note + worst.distribution().name());
    }

    /** The true probability of what a calibration on so many rows takes for one of {@link #NOMINAL}. */
    static double realised(KnownDistribution distribution, int rows, long seed) {
        Random random = new Random(seed);
        double[] statistics = new double[rows];
        for (int i = 0; i < rows; i++) {
            statistics[i] = distribution.draw().applyAsDouble(random);
        }
        Calibration calibration = Calibration.fit(statistics, NOMINAL);
        return distribution.survival().applyAsDouble(threshold(calibration));
    }

    /** The statistic whose p-value is {@link #NOMINAL}, by bisection. */
    private static double threshold(Calibration calibration) {
        double logNominal = Math.log(NOMINAL);
        double low = 0;
        double high = 1;
        while (calibration.logP(high) > logNominal) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (calibration.logP(middle) > logNominal) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
