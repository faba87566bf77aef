package dev.sluice.trainer.detection;

import dev.sluice.score.Ensemble;
import dev.sluice.score.SeriesStatistic;
import dev.sluice.score.SeriesStatistic.Charts;
import dev.sluice.score.Whitening;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Fits a {@link SeriesStatistic} to what members make of rows that they were not fitted on. */
final class SeriesFit {
    private static final double FAST = 0.1;
    private static final double SLOW = 0.01;
    /** Rows that the slow average must be able to see within the history. */
    private static final double SLOW_ROWS = 40;
    /** Weight of the diagonal against the covariance. */
    private static final double SHRINKAGE = 0.3;

    private static final double RIDGE = 1e-3;
    /** The slow average sees a distance of at most this many times the reference. */
    private static final double CAP = 4;
    /** How much a column's variance is distrusted where its rows resemble each other: times {@code (1 + c / sqrt(n))^2}. */
    private static final double DISTRUST = 20;

    private final ScaledRows rows;
    private final long[] runs;
    private final boolean[] used; // [rows]: what variances are taken from
    private final float[][] residuals; // [rows][columns]
    private final boolean[][] present; // [rows][columns]
    private final int columns;

    private SeriesFit(ScaledRows rows, long[] runs, boolean[] used, OutOfFold seen) {
        this.rows = rows;
        this.runs = runs;
        this.used = used;
        this.columns = rows.values(0).length;
        this.residuals = new float[rows.size()][columns];
        this.present = new boolean[rows.size()][];
        for (int i = 0; i < residuals.length; i++) {
            float[] x = rows.values(i);
            present[i] = rows.present(i);
            for (int j = 0; j < columns; j++) {
                float expected = 0.5f * seen.reconstruction()[i][j] + 0.5f * seen.centroid()[i][j];
                residuals[i][j] = present[i][j] ? x[j] - expected : 0;
            }
        }
    }

    /** The fitted statistic, and what it says of each row of the history. */
    @SuppressWarnings("ArrayRecordComponent") // data for one use, never compared
    record Result(SeriesStatistic statistic, double[] outOfFold) {}

    /**
     * @param runs {@code long[rows]}: rows of the same run follow each other
     * @param used {@code boolean[rows]}: rows whose residuals are taken for ordinary; references are of all rows
     */
    static Result fit(Ensemble ensemble, ScaledRows rows, long[] runs, boolean[] used, OutOfFold seen) {
        return new SeriesFit(rows, runs, used, seen).fit(ensemble);
    }

    private Result fit(Ensemble ensemble) {
        double[] distrust = distrust();
        float[] scale = scale();
        Whitening whitening = whitening(scale, distrust);
        int n = rows.size();
        double[] distance = new double[n];
        float[] first = new float[columns];
        float[] second = new float[columns];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < columns; j++) {
                first[j] = SeriesStatistic.softClip(residuals[i][j] * (1 / scale[j]));
            }
            distance[i] = whitening.distance(first, second);
        }
        double cap = CAP * TableFit.reference(distance);
        double[] capped = Arrays.stream(distance).map(d -> Math.min(d, cap)).toArray();
        double meanDistance = Arrays.stream(distance).average().orElse(0);
        double meanCapped = Arrays.stream(capped).average().orElse(0);
        double slow = Math.max(SLOW, Math.min(FAST, SLOW_ROWS / n));
        double[] average = averages(distance, FAST, meanDistance);
        double[] slowAverage = averages(capped, slow, meanCapped);
        float[][] averageResiduals = averageResiduals();
        float[] inverseVariance = inverseVariance(averageResiduals, distrust);
        double[] shift = Arrays.stream(averageResiduals)
                .mapToDouble(e -> scaledSquare(e, inverseVariance))
                .toArray();
        Charts charts = new Charts(
                FAST,
                slow,
                scale,
                whitening,
                cap,
                meanDistance,
                meanCapped,
                inverseVariance,
                TableFit.reference(average),
                TableFit.reference(shift),
                TableFit.reference(slowAverage));
        double[] statistics = new double[n];
        for (int i = 0; i < n; i++) {
            statistics[i] = (Math.sqrt(average[i] / charts.distanceReference())
                            + Math.sqrt(shift[i] / charts.shiftReference())
                            + Math.sqrt(slowAverage[i] / charts.slowReference()))
                    / 3;
        }
        int[] ordinary = IntStream.range(0, n).filter(i -> used[i]).toArray();
        return new Result(new SeriesStatistic(ensemble, NamingFit.fit(rows, ordinary), charts), statistics);
    }

    /**
     * By column, at least 1: a variance from rows that resemble their neighbours rests on fewer rows than there are
     * (the effective number of an autoregressive series of first order), and may be that much too small.
     */
    private double[] distrust() {
        double[] factors = new double[columns];
        for (int j = 0; j < columns; j++) {
            double mean = 0;
            for (int i = 0; i < rows.size(); i++) {
                mean += rows.values(i)[j] / rows.size();
            }
            double variance = 0;
            double lagged = 0;
            long pairs = 0;
            Map<Long, Double> last = new HashMap<>();
            for (int i = 0; i < rows.size(); i++) {
                double c = rows.values(i)[j] - mean;
                variance += c * c / rows.size();
                Double before = last.put(runs[i], c);
                if (before != null) {
                    lagged += c * before;
                    pairs++;
                }
            }
            double correlation = pairs == 0 ? 0 : lagged / pairs / (variance + 1e-12);
            double r = Math.max(0, Math.min(0.9999, correlation));
            double effective = Math.max(1, rows.size() * (1 - r) / (1 + r));
            double factor = 1 + DISTRUST / Math.sqrt(effective);
            factors[j] = variance < 1e-18 ? 1 : factor * factor;
        }
        return factors;
    }

    private float[] scale() {
        double[] mean = meanSquares(residuals);
        double floor = 1e-3 * Arrays.stream(mean).average().orElse(0) + 1e-6;
        float[] scale = new float[columns];
        for (int j = 0; j < columns; j++) {
            scale[j] = (float) Math.sqrt(mean[j] + floor);
        }
        return scale;
    }

    private double[] meanSquares(float[][] vectors) {
        double[] sums = new double[columns];
        int count = 0;
        for (int i = 0; i < vectors.length; i++) {
            if (!used[i]) {
                continue;
            }
            count++;
            for (int j = 0; j < columns; j++) {
                sums[j] += (double) vectors[i][j] * vectors[i][j];
            }
        }
        for (int j = 0; j < columns; j++) {
            sums[j] /= Math.max(1, count);
        }
        return sums;
    }

    private Whitening whitening(float[] scale, double[] distrust) {
        Covariance covariance = new Covariance(columns, rows.isComplete());
        float[] y = new float[columns];
        for (int i = 0; i < residuals.length; i++) {
            if (!used[i]) {
                continue;
            }
            for (int j = 0; j < columns; j++) {
                y[j] = SeriesStatistic.softClip(residuals[i][j] / scale[j]);
            }
            covariance.add(y, present[i]);
        }
        double[] variances = covariance.variances();
        double[] ridge = new double[columns];
        for (int j = 0; j < columns; j++) {
            ridge[j] = RIDGE + (distrust[j] - 1) * Math.max(variances[j], RIDGE);
        }
        return covariance.whitening(SHRINKAGE, ridge);
    }

    /** The exponentially weighted moving average of each run, from {@code start} on. */
    private double[] averages(double[] values, double weight, double start) {
        double[] averages = new double[values.length];
        Map<Long, Double> last = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            double before = last.getOrDefault(runs[i], start);
            averages[i] = before + weight * (values[i] - before);
            last.put(runs[i], averages[i]);
        }
        return averages;
    }

    private float[][] averageResiduals() {
        float[][] averages = new float[residuals.length][];
        Map<Long, float[]> last = new HashMap<>();
        float fast = (float) FAST;
        for (int i = 0; i < averages.length; i++) {
            float[] e = last.computeIfAbsent(runs[i], run -> new float[columns]);
            for (int j = 0; j < columns; j++) {
                if (present[i][j]) {
                    e[j] += fast * (residuals[i][j] - e[j]);
                }
            }
            averages[i] = e.clone();
        }
        return averages;
    }

    private float[] inverseVariance(float[][] averageResiduals, double[] distrust) {
        double[] mean = meanSquares(averageResiduals);
        double floor = 1e-3 * Arrays.stream(mean).average().orElse(0) + 1e-6;
        float[] inverse = new float[columns];
        for (int j = 0; j < columns; j++) {
            inverse[j] = (float) (1 / ((mean[j] + floor) * distrust[j]));
        }
        return inverse;
    }

    private static double scaledSquare(float[] e, float[] inverseVariance) {
        double sum = 0;
        for (int j = 0; j < e.length; j++) {
            sum += (double) e[j] * e[j] * inverseVariance[j];
        }
        return sum;
    }
}
