package dev.sluice.cli.evaluate;

/** Brings columns to mean 0 and spread 1; constant ones to 0. */
final class Standardizer {

    private final double[] mean; // [d]
    private final double[] factor; // [d], one over the standard deviation; 0 of a constant column

    private Standardizer(double[] mean, double[] factor) {
        this.mean = mean;
        this.factor = factor;
    }

    /** @param rows {@code float[n][d]} */
    static Standardizer fit(float[][] rows) {
        double[] mean = PrincipalComponents.mean(rows);
        double[] squares = new double[mean.length];
        for (float[] row : rows) {
            for (int j = 0; j < squares.length; j++) {
                double x = row[j] - mean[j];
                squares[j] += x * x;
            }
        }
        double[] factor = new double[mean.length];
        for (int j = 0; j < factor.length; j++) {
            double deviation = Math.sqrt(squares[j] / rows.length);
            factor[j] = deviation > 1e-7 * (1 + Math.abs(mean[j])) ? 1 / deviation : 0;
        }
        return new Standardizer(mean, factor);
    }

    /** {@code float[d]}. */
    float[] row(float[] row) {
        float[] x = new float[row.length];
        for (int j = 0; j < x.length; j++) {
            x[j] = (float) ((row[j] - mean[j]) * factor[j]);
        }
        return x;
    }

    /** {@code float[d][n]}: column by column. */
    float[][] columns(float[][] rows) {
        float[][] columns = new float[mean.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = (float) ((rows[i][j] - mean[j]) * factor[j]);
            }
        }
        return columns;
    }
}
