package dev.sluice.trainer.continuity;

/**
 * The orthogonal matrix next to a given one (Schoenemann 1966, the orthogonal Procrustes problem): with the singular value
 * decomposition {@code m = U S V'}, that is {@code U V'}. By one-sided Jacobi rotations (Hestenes 1958), in a fixed order:
 * the same numbers give the same bits on every machine.
 */
final class Rotation {
    private static final int SWEEPS = 60;
    private static final double ORTHOGONAL = 1e-15;
    /** Directions that carry less than this share of the largest have no direction to speak of. */
    private static final double NEGLIGIBLE = 1e-10;

    private Rotation() {}

    /** @param m {@code double[k][k]}, finite; left as it is */
    static double[][] nearest(double[][] m) {
        int k = m.length;
        double[][] u = Matrices.transposed(m); // [k]: a column of m each, made orthogonal to each other
        double[][] v = Matrices.identity(k); // [k]: a column of V each
        for (int sweep = 0; sweep < SWEEPS && sweep(u, v); sweep++) {
            // Until no pair is left to turn.
        }
        normalize(u);
        double[][] rotation = new double[k][k];
        for (int s = 0; s < k; s++) {
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    rotation[i][j] += u[s][i] * v[s][j];
                }
            }
        }
        return rotation;
    }

    private static boolean sweep(double[][] u, double[][] v) {
        boolean turned = false;
        for (int p = 0; p < u.length - 1; p++) {
            for (int q = p + 1; q < u.length; q++) {
                double pp = dot(u[p], u[p]);
                double qq = dot(u[q], u[q]);
                double pq = dot(u[p], u[q]);
                if (Math.abs(pq) > ORTHOGONAL * Math.sqrt(pp * qq)) {
                    double tau = (qq - pp) / (2 * pq);
                    double t = (tau < 0 ? -1 : 1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
                    double cos = 1 / Math.sqrt(1 + t * t);
                    turn(u[p], u[q], cos, cos * t);
                    turn(v[p], v[q], cos, cos * t);
                    turned = true;
                }
            }
        }
        return turned;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void turn(double[] a, double[] b, double cos, double sin) {
        for (int i = 0; i < a.length; i++) {
            double x = a[i];
            a[i] = cos * x - sin * b[i];
            b[i] = sin * x + cos * b[i];
        }
    }

    /** To length 1; one without a direction gets any that is left, the same each time. */
    private static void normalize(double[][] u) {
        double largest = 0;
        for (double[] column : u) {
            largest = Math.max(largest, Math.sqrt(dot(column, column)));
        }
        boolean[] done = new boolean[u.length];
        for (int s = 0; s < u.length; s++) {
            double length = Math.sqrt(dot(u[s], u[s]));
            if (length > NEGLIGIBLE * largest) {
                for (int i = 0; i < u.length; i++) {
                    u[s][i] /= length;
                }
                done[s] = true;
            }
        }
        for (int s = 0; s < u.length; s++) {
            if (!done[s]) {
                u[s] = missing(u, done);
                done[s] = true;
            }
        }
    }

    /** The axis that is furthest from all directions there are, less what these have of it. */
    private static double[] missing(double[][] u, boolean[] done) {
        double[] best = new double[u.length];
        double longest = 0;
        for (int axis = 0; axis < u.length; axis++) {
            double[] rest = new double[u.length];
            rest[axis] = 1;
            for (int twice = 0; twice < 2; twice++) {
                for (int s = 0; s < u.length; s++) {
                    double part = done[s] ? dot(rest, u[s]) : 0;
                    for (int i = 0; i < rest.length; i++) {
                        rest[i] -= part * u[s][i];
                    }
                }
            }
            double length = Math.sqrt(dot(rest, rest));
            if (length > longest) {
                longest = length;
                best = rest;
            }
        }
        for (int i = 0; i < best.length; i++) {
            best[i] /= longest;
        }
        return best;
    }
}
