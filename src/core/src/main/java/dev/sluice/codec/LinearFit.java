package dev.sluice.codec;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Fits sparse linear predictors: the term that explains most of what is left is taken first, and all weights are solved for
 * again after each (orthogonal matching pursuit, Pati, Rezaiifar and Krishnaprasad 1993). Predictors see numbers that were
 * rounded to a grid, so the variance of that rounding, 1/12 of a squared step, is added to that of every source.
 */
final class LinearFit {

    private static final double WORTH = 0.0003;
    private static final double ROUNDING = 1.0 / 12;
    /** Of numbers that are not rounded: enough to tell them from each other's copies. */
    private static final double UNROUNDED = 1e-4;

    /** Numbers farther than this say more of a fault than of a law. */
    private static final double FARTHEST = 1e6;

    private final int fields;
    private final int size; // numbers in all
    private final int rounded; // of these, from the first on
    private final double[][] moments; // [size + 1][size + 1], the last for the constant; in squared steps
    private double rows;

    /**
     * @param depth how many times as many numbers as fields there are: those of a record, then others that are known
     * @param rounded how many of these parts are of rounded numbers, the first ones
     */
    LinearFit(int fields, int depth, int rounded) {
        this.fields = fields;
        this.rounded = rounded * fields;
        size = depth * fields;
        moments = new double[size + 1][size + 1];
    }

    /** A value as these fits take it, in steps; NaN where it is none, or farther than a law would go. */
    static double steps(FieldGrid field, double value) {
        double steps = field.exact() ? 0 : field.units(value) / (1 << FieldGrid.SHIFT);
        return Math.abs(steps) < FARTHEST ? steps : Double.NaN;
    }

    /** @param numbers {@code double[depth x fields]}, in steps */
    void add(double[] numbers) {
        for (int a = 0; a < size; a++) {
            double x = numbers[a];
            double[] row = moments[a];
            for (int b = 0; b <= a; b++) {
                row[b] += x * numbers[b];
            }
            moments[size][a] += x;
        }
        rows++;
    }

    /** @param depth how many of the parts of the numbers to predict from, of the first one only the fields before */
    LinearPredictor fit(IntPredicate usable, int depth) {
        int[][] sources = new int[fields][];
        long[][] weights = new long[fields][];
        long[] offsets = new long[fields];
        Arrays.fill(sources, new int[0]);
        Arrays.fill(weights, new long[0]);
        for (int f = 0; f < fields && rows > 0; f++) {
            if (usable.test(f)) {
                int field = f;
                int[] allowed = IntStream.range(0, depth * fields)
                        .filter(s -> (s < field || s >= fields) && usable.test(s % fields))
                        .filter(s -> covariance(s, s) > 1e-9)
                        .toArray();
                fit(f, allowed, sources, weights, offsets);
            }
        }
        return new LinearPredictor(sources, weights, offsets);
    }

    private double covariance(int a, int b) {
        double product = moments[Math.max(a, b)][Math.min(a, b)];
        double[] sums = moments[size];
        return product / rows - sums[a] / rows * (sums[b] / rows) + (a != b ? 0 : a < rounded ? ROUNDING : UNROUNDED);
    }

    private void fit(int target, int[] allowed, int[][] sources, long[][] weights, long[] offsets) {
        int[] terms = new int[0];
        double[] solved = new double[0];
        double left = covariance(target, target);
        while (terms.length < LinearPredictor.MOST_TERMS) {
            int best = next(target, allowed, terms, solved);
            if (best < 0) {
                break;
            }
            int[] more = Arrays.copyOf(terms, terms.length + 1);
            more[terms.length] = best;
            double[] with = solve(target, more);
            double then = covariance(target, target);
            for (int t = 0; t < more.length; t++) {
                then -= with[t] * covariance(more[t], target);
            }
            if (!(left - then > WORTH * left)) {
                break;
            }
            terms = more;
            solved = with;
            left = then;
        }
        store(target, terms, solved, sources, weights, offsets);
    }

    /** The source that explains most of what the terms leave, or -1. */
    private int next(int target, int[] allowed, int[] terms, double[] solved) {
        int best = -1;
        double most = 0;
        for (int s : allowed) {
            double with = covariance(s, target);
            boolean taken = false;
            for (int t = 0; t < terms.length; t++) {
                with -= solved[t] * covariance(terms[t], s);
                taken |= terms[t] == s;
            }
            double explained = with * with / covariance(s, s);
            if (!taken && explained > most) {
                most = explained;
                best = s;
            }
        }
        return best;
    }

    /** Weights by Cholesky's factors of the sources' covariance. */
    private double[] solve(int target, int[] terms) {
        int n = terms.length;
        double[][] factor = new double[n][n];
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = covariance(terms[i], terms[j]);
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-6)) : sum / factor[j][j];
            }
            x[i] = covariance(terms[i], target);
            for (int k = 0; k < i; k++) {
                x[i] -= factor[i][k] * x[k];
            }
            x[i] /= factor[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                x[i] -= factor[k][i] * x[k];
            }
            x[i] /= factor[i][i];
        }
        return x;
    }

    private void store(int target, int[] terms, double[] solved, int[][] sources, long[][] weights, long[] offsets) {
        double one = 1 << FieldGrid.SHIFT;
        double[] sums = moments[size];
        double offset = sums[target] / rows;
        long[] rounded = new long[terms.length];
        for (int t = 0; t < terms.length; t++) {
            rounded[t] = (long) Math.max(-1e9, Math.min(1e9, Math.rint(solved[t] * one)));
            offset -= rounded[t] / one * (sums[terms[t]] / rows);
        }
        sources[target] = terms;
        weights[target] = rounded;
        offsets[target] = (long) Math.rint(offset * one);
    }
}
