package dev.sluice.cli.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** The best linear code of a given size: projection to the eigenvectors of the largest variances. Immutable. */
public final class PrincipalComponents {

    /** So many rows at a time share a pass over the covariances. */
    private static final int ROWS = 4;

    private final double[] mean; // [d]
    private final double[][] components; // [k][d], orthonormal, the largest variance first
    private final double[] variances; // [d], descending

    private PrincipalComponents(double[] mean, double[][] components, double[] variances) {
        this.mean = mean;
        this.components = components;
        this.variances = variances;
    }

    /**
     * @param rows {@code float[n][d]}, at least 2
     * @param k how many components; as many as there are columns where it is more
     */
    public static PrincipalComponents fit(float[][] rows, int k) {
        int d = rows[0].length;
        double[] mean = mean(rows);
        DMatrixRMaj covariance = covariance(rows, mean);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(covariance)) {
            throw new IllegalStateException("the covariances of " + d + " columns have no eigenvectors");
        }
        double[] values = new double[d];
        Arrays.setAll(values, i -> Math.max(0, eigen.getEigenvalue(i).getReal()));
        int[] order = IntStream.range(0, d)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[][] components = Arrays.stream(order)
                .limit(k)
                .mapToObj(i -> oriented(eigen.getEigenVector(i).data))
                .toArray(double[][]::new);
        double[] sorted = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
        return new PrincipalComponents(mean, components, sorted);
    }

    static double[] mean(float[][] rows) {
        double[] mean = new double[rows[0].length];
        for (float[] row : rows) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j];
            }
        }
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= rows.length;
        }
        return mean;
    }

    private static DMatrixRMaj covariance(float[][] rows, double[] mean) {
        int d = mean.length;
        double[][] upper = new double[d][d];
        double[][] x = new double[ROWS][d];
        for (int from = 0; from < rows.length; from += ROWS) {
            for (int r = 0; r < ROWS; r++) {
                for (int j = 0; j < d; j++) {
                    x[r][j] = from + r < rows.length ? rows[from + r][j] - mean[j] : 0;
                }
            }
            for (int i = 0; i < d; i++) {
                addOuter(x, i, upper[i]);
            }
        }
        DMatrixRMaj covariance = new DMatrixRMaj(d, d);
        for (int i = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                covariance.set(i, j, upper[i][j] / rows.length);
                covariance.set(j, i, upper[i][j] / rows.length);
            }
        }
        return covariance;
    }

    private static void addOuter(double[][] x, int i, double[] sums) {
        double a = x[0][i];
        double b = x[1][i];
        double c = x[2][i];
        double e = x[3][i];
        double[] x0 = x[0];
        double[] x1 = x[1];
        double[] x2 = x[2];
        double[] x3 = x[3];
        for (int j = i; j < sums.length; j++) {
            sums[j] += a * x0[j] + b * x1[j] + c * x2[j] + e * x3[j];
        }
    }

    /** The sign of an eigenvector is arbitrary: its largest part is made positive. */
    private static double[] oriented(double[] vector) {
        double largest = 0;
        for (double v : vector) {
            largest = Math.abs(v) > Math.abs(largest) ? v : largest;
        }
        double sign = largest < 0 ? -1 : 1;
        return Arrays.stream(vector).map(v -> sign * v).toArray();
    }

    public int size() {
        return components.length;
    }

    /** A component's part of all variance, 0 to 1. */
    public double share(int component) {
        double total = Arrays.stream(variances).sum();
        return total > 0 ? variances[component] / total : 0;
    }

    /** {@code float[k]}: the code of a row. */
    public float[] project(float[] row) {
        float[] code = new float[components.length];
        for (int c = 0; c < code.length; c++) {
            double sum = 0;
            double[] component = components[c];
            for (int j = 0; j < component.length; j++) {
                sum += component[j] * (row[j] - mean[j]);
            }
            code[c] = (float) sum;
        }
        return code;
    }

    /** {@code float[n][k]}. */
    float[][] project(float[][] rows) {
        return Arrays.stream(rows).map(this::project).toArray(float[][]::new);
    }

    /** {@code float[d]}: the row that a code stands for. */
    float[] reconstruct(float[] code) {
        double[] row = mean.clone();
        for (int c = 0; c < code.length; c++) {
            double[] component = components[c];
            for (int j = 0; j < row.length; j++) {
                row[j] += code[c] * component[j];
            }
        }
        float[] restored = new float[row.length];
        for (int j = 0; j < row.length; j++) {
            restored[j] = (float) row[j];
        }
        return restored;
    }
}
