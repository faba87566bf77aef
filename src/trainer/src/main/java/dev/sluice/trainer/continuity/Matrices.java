package dev.sluice.trainer.continuity;

/** Products of small matrices, {@code double[rows][columns]}, in double precision and a fixed order. */
final class Matrices {
    private Matrices() {}

    static double[][] identity(int n) {
        double[][] identity = new double[n][n];
        for (int i = 0; i < n; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    static double[][] transposed(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < t.length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }

    static double[][] product(double[][] a, double[][] b) {
        double[][] c = new double[a.length][b[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < b.length; k++) {
                for (int j = 0; j < c[i].length; j++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c;
    }

    static double[] product(double[] row, double[][] b) {
        return product(new double[][] {row}, b)[0];
    }

    /**
     * The solution x of {@code a x = b} for a symmetric positive definite matrix, by Cholesky's decomposition.
     *
     * @throws IllegalArgumentException where the matrix is not positive definite
     */
    static double[][] solve(double[][] a, double[][] b) {
        int n = a.length;
        double[][] l = new double[n][n];
        for (int j = 0; j < n; j++) {
            for (int i = 0; i <= j; i++) {
                double s = a[j][i];
                for (int k = 0; k < i; k++) {
                    s -= l[j][k] * l[i][k];
                }
                if (i < j) {
                    l[j][i] = s / l[i][i];
                } else if (s > 0) {
                    l[j][j] = Math.sqrt(s);
                } else {
                    throw new IllegalArgumentException("matrix is not positive definite in row " + j);
                }
            }
        }
        double[][] x = new double[n][];
        for (int i = 0; i < n; i++) {
            x[i] = b[i].clone();
        }
        for (int c = 0; c < b[0].length; c++) {
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < i; k++) {
                    x[i][c] -= l[i][k] * x[k][c];
                }
                x[i][c] /= l[i][i];
            }
            for (int i = n - 1; i >= 0; i--) {
                for (int k = i + 1; k < n; k++) {
                    x[i][c] -= l[k][i] * x[k][c];
                }
                x[i][c] /= l[i][i];
            }
        }
        return x;
    }

    /** The inverse, by elimination with pivots; null where there is none. */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
        }
        double[][] inverse = identity(n);
        for (int c = 0; c < n; c++) {
            int pivot = c;
            for (int i = c + 1; i < n; i++) {
                pivot = Math.abs(a[i][c]) > Math.abs(a[pivot][c]) ? i : pivot;
            }
            if (!(Math.abs(a[pivot][c]) > Double.MIN_NORMAL)) {
                return null;
            }
            swap(a, c, pivot);
            swap(inverse, c, pivot);
            double p = a[c][c];
            for (int j = 0; j < n; j++) {
                a[c][j] /= p;
                inverse[c][j] /= p;
            }
            for (int i = 0; i < n; i++) {
                double f = a[i][c];
                for (int j = 0; j < n && i != c; j++) {
                    a[i][j] -= f * a[c][j];
                    inverse[i][j] -= f * inverse[c][j];
                }
            }
        }
        return inverse;
    }

    private static void swap(double[][] rows, int i, int j) {
        double[] row = rows[i];
        rows[i] = rows[j];
        rows[j] = row;
    }

    /** Root of the mean square of a row's length: 1 for a rotation. */
    static double size(double[][] a) {
        double sum = 0;
        for (double[] row : a) {
            for (double v : row) {
                sum += v * v;
            }
        }
        return Math.sqrt(sum / a.length);
    }

    static float[] floats(double[] a) {
        float[] f = new float[a.length];
        for (int i = 0; i < f.length; i++) {
            f[i] = (float) a[i];
        }
        return f;
    }

    static float[][] floats(double[][] a) {
        float[][] f = new float[a.length][];
        for (int i = 0; i < f.length; i++) {
            f[i] = floats(a[i]);
        }
        return f;
    }
}
