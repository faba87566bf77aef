package dev.sluice.score;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Fits a {@link WeibullTail} by penalized maximum likelihood: a normal prior keeps the shape near that of usual statistics
 * where the rows say little. Constants are those that realised nominal probabilities best over normal, exponential,
 * gamma, lognormal and power-law statistics.
 */
final class TailFit {
    /** Share of the rows that is tail. */
    private static final double TAIL = 0.05;
    /** Rows the tail has at least, as far as a quarter of all rows allows. */
    private static final double FEWEST = 100;

    private static final double LARGEST = 0.25;
    private static final int MANY_ROWS = 60_000;
    private static final int STEPS = 40;
    private static final double GOLDEN = 0.6180339887498949;

    private final double[] excesses; // log excesses
    private final double start; // -ln of the tail's probability
    private final double priorMean;
    private final double priorDeviation;

    private TailFit(double[] excesses, double start, boolean manyRows) {
        this.excesses = excesses;
        this.start = start;
        this.priorMean = manyRows ? 0.6 : 1.2;
        this.priorDeviation = manyRows ? 0.3 : 0.8;
    }

    /**
     * @param tail the fitted tail
     * @param rows how many rows it was fitted on
     * @param deviation by {@code -ln p}: standard deviation of what the tail says of {@code -ln P} where it says p
     */
    record Result(WeibullTail tail, int rows, DoubleUnaryOperator deviation) {}

    /** How many of {@code n} rows are tail. */
    static int tailRows(int n) {
        return (int) (n * Math.min(LARGEST, Math.max(TAIL, FEWEST / n)));
    }

    /** @param sorted ascending statistics, at least 0, at least one */
    static Result fit(double[] sorted) {
        int n = sorted.length;
        int k = tailRows(n);
        double threshold = sorted[n - 1 - k];
        boolean manyRows = n >= MANY_ROWS;
        double shift = (manyRows ? 3 : 2) * threshold;
        if (!(shift > 0)) {
            shift = Math.max(sorted[n - 1], 1e-9);
        }
        double origin = threshold + shift;
        double s = shift;
        double[] excesses = Arrays.stream(sorted, n - k, n)
                .map(x -> StrictMath.log((x + s) / origin))
                .toArray();
        // Conformal: one more than was seen, of one more than there were.
        double probability = Math.min(0.5, (k + 1.0) / (n + 1.0));
        TailFit fit = new TailFit(excesses, -StrictMath.log(probability), manyRows);
        double mean = Arrays.stream(excesses).average().orElse(0);
        double shape = fit.priorMean;
        double scale = 0.1;
        if (mean > 0) {
            double center = StrictMath.log(mean);
            shape = minimize(t -> fit.loss(t, fit.bestScale(t, center)), WeibullTail.MIN_SHAPE, WeibullTail.MAX_SHAPE);
            scale = StrictMath.exp(fit.bestScale(shape, center));
        }
        double fittedShape = shape;
        double logScale = StrictMath.log(scale);
        WeibullTail tail = new WeibullTail(threshold, probability, shape, scale, shift);
        return new Result(tail, k, y -> fit.deviation(y, fittedShape, logScale));
    }

    private double bestScale(double shape, double center) {
        return minimize(logScale -> loss(shape, logScale), center - 6, center + 4);
    }

    /** Negative log likelihood of shape and log scale, with the prior. */
    private double loss(double shape, double logScale) {
        double scale = StrictMath.exp(logScale);
        double power = StrictMath.pow(start, shape);
        double sum = 0;
        for (double e : excesses) {
            double logY = StrictMath.log(power + shape * e / scale) / shape;
            sum += StrictMath.exp(logY) - start - (1 - shape) * logY;
        }
        double z = (shape - priorMean) / priorDeviation;
        return sum + excesses.length * logScale + z * z / 2;
    }

    /** Golden section search. */
    private static double minimize(DoubleUnaryOperator f, double from, double to) {
        double low = from;
        double high = to;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = f.applyAsDouble(left);
        double atRight = f.applyAsDouble(right);
        for (int i = 0; i < STEPS && high - low > 1e-4; i++) {
            if (atLeft <= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = f.applyAsDouble(left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = f.applyAsDouble(right);
            }
        }
        return (low + high) / 2;
    }

    /** By the delta method, from the curvature of the loss at its minimum. */
    private double deviation(double y, double shape, double logScale) {
        double h = 0.02;
        double center = loss(shape, logScale);
        double a = (loss(shape + h, logScale) - 2 * center + loss(shape - h, logScale)) / (h * h);
        double c = (loss(shape, logScale + h) - 2 * center + loss(shape, logScale - h)) / (h * h);
        double b = (loss(shape + h, logScale + h)
                        - loss(shape + h, logScale - h)
                        - loss(shape - h, logScale + h)
                        + loss(shape - h, logScale - h))
                / (4 * h * h);
        double determinant = a * c - b * b;
        if (!(a > 0 && c > 0 && determinant > 0)) {
            return Double.NaN;
        }
        double excess = StrictMath.exp(logScale) * (StrictMath.pow(y, shape) - StrictMath.pow(start, shape)) / shape;
        double byShape = (at(excess, shape + h, logScale) - at(excess, shape - h, logScale)) / (2 * h);
        double byScale = (at(excess, shape, logScale + h) - at(excess, shape, logScale - h)) / (2 * h);
        double variance = (c * byShape * byShape - 2 * b * byShape * byScale + a * byScale * byScale) / determinant;
        return Math.sqrt(Math.max(0, variance));
    }

    private double at(double excess, double shape, double logScale) {
        return WeibullTail.negativeLog(excess, start, shape, StrictMath.exp(logScale));
    }
}
