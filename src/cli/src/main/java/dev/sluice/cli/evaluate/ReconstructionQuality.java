package dev.sluice.cli.evaluate;

import dev.sluice.cli.encoding.Encoded;
import dev.sluice.cli.encoding.Encoding;
import java.util.Arrays;
import java.util.function.IntFunction;

/** How near the rows that come out are to those that went in, over the values that are present. */
final class ReconstructionQuality {

    private final long[] counts; // [features]: values compared, over all columns of the feature
    private final double[] errors; // [features]: sums of squared errors, scaled units
    private final double[]
            deviations; // [features]: sums of squared deviations of the observed from their column's mean
    private final double[]
            unitErrors; // [features]: as errors, in the square of the input's unit; NaN where it has none

    private ReconstructionQuality(long[] counts, double[] errors, double[] deviations, double[] unitErrors) {
        this.counts = counts;
        this.errors = errors;
        this.deviations = deviations;
        this.unitErrors = unitErrors;
    }

    /** @param reconstruction {@code float[columns]} of each row, scaled units */
    static ReconstructionQuality of(Encoded rows, Encoding encoding, IntFunction<float[]> reconstruction) {
        int d = encoding.columns().size();
        long[] present = new long[d];
        double[] sums = new double[d];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < d; j++) {
                if (rows.present()[i][j]) {
                    present[j]++;
                    sums[j] += rows.scaled()[i][j];
                }
            }
        }
        int features = encoding.features().size();
        long[] counts = new long[features];
        double[] errors = new double[features];
        double[] deviations = new double[features];
        double[] unitErrors = new double[features];
        for (int i = 0; i < rows.size(); i++) {
            float[] observed = rows.scaled()[i];
            float[] restored = reconstruction.apply(i);
            for (int j = 0; j < d; j++) {
                if (rows.present()[i][j]) {
                    int feature = encoding.featureOf(j);
                    counts[feature]++;
                    errors[feature] += square(observed[j] - restored[j]);
                    deviations[feature] += square(observed[j] - sums[j] / present[j]);
                    unitErrors[feature] +=
                            square(encoding.unscaled(j, observed[j]) - encoding.unscaled(j, restored[j]));
                }
            }
        }
        return new ReconstructionQuality(counts, errors, deviations, unitErrors);
    }

    private static double square(double x) {
        return x * x;
    }

    /** Mean squared error of all values, scaled units. */
    double mse() {
        return Arrays.stream(errors).sum() / Arrays.stream(counts).sum();
    }

    /** Mean squared error of all values in the input's unit: of meaning where all have the same; NaN where one has none. */
    double unitMse() {
        return Arrays.stream(unitErrors).sum() / Arrays.stream(counts).sum();
    }

    /** Share of the rows' variance that is restored, at most 1; NaN where there is none. */
    double explained() {
        return 1
                - Arrays.stream(errors).sum()
                        / positive(Arrays.stream(deviations).sum());
    }

    /** Mean squared error of a feature's values, scaled units; NaN where it has no value. */
    double mse(int feature) {
        return errors[feature] / counts[feature];
    }

    /** Root mean squared error of a feature's values in the input's unit; NaN where they have none. */
    double unitRmse(int feature) {
        return Math.sqrt(unitErrors[feature] / counts[feature]);
    }

    /** Share of a feature's variance that is restored; NaN where it does not vary. */
    double explained(int feature) {
        // Rounding is all that varies in a constant feature.
        return 1 - errors[feature] / (deviations[feature] > 1e-12 * counts[feature] ? deviations[feature] : Double.NaN);
    }

    private static double positive(double x) {
        return x > 0 ? x : Double.NaN;
    }

    /** {@code long[features]}: values compared. */
    long[] counts() {
        return counts;
    }
}
