package dev.sluice.bench.data;

/** Mean and standard deviation of columns of numbers. */
public final class ColumnSpread {

    private final double[] mean;
    private final double[] deviation;

    private ColumnSpread(double[] mean, double[] deviation) {
        this.mean = mean;
        this.deviation = deviation;
    }

    /** @param rows {@code double[rows][columns]}, at least one row */
    public static ColumnSpread of(double[][] rows) {
        int columns = rows[0].length;
        double[] mean = new double[columns];
        double[] deviation = new double[columns];
        for (int c = 0; c < columns; c++) {
            double first = rows[0][c];
            double sum = 0;
            for (double[] row : rows) {
                sum += row[c] - first;
            }
            mean[c] = first + sum / rows.length;
            double squares = 0;
            for (double[] row : rows) {
                squares += (row[c] - mean[c]) * (row[c] - mean[c]);
            }
            deviation[c] = Math.sqrt(squares / rows.length);
        }
        return new ColumnSpread(mean, deviation);
    }

    /** {@code double[columns]}. */
    public double[] mean() {
        return mean.clone();
    }

    /** {@code double[columns]}, 0 for a constant column. */
    public double[] deviation() {
        return deviation.clone();
    }

    /** {@code float[rows][columns]} in units of deviation; constant columns stay in their own, about their mean. */
    public float[][] standardize(double[][] rows) {
        float[][] standardized = new float[rows.length][mean.length];
        for (int r = 0; r < rows.length; r++) {
            for (int c = 0; c < mean.length; c++) {
                double unit = deviation[c] > 0 ? deviation[c] : 1;
                standardized[r][c] = (float) ((rows[r][c] - mean[c]) / unit);
            }
        }
        return standardized;
    }
}
