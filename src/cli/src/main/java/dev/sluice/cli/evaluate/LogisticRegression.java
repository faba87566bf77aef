package dev.sluice.cli.evaluate;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;

/**
 * Multinomial logistic regression with a squared penalty on the weights, of columns brought to mean 0 and spread 1.
 * Fitted by L-BFGS (Nocedal and Wright, Numerical Optimization, algorithms 7.4 and 3.1) from zero, so that the same rows
 * give the same weights. Immutable.
 */
public final class LogisticRegression {

    private static final int ITERATIONS = 100;
    private static final int MEMORY = 10;
    private static final double PENALTY = 1; // on the sum of losses: C = 1 of other libraries
    private static final double GRADIENT = 1e-4; // per row, where it counts as solved
    private static final int BLOCK = 1_024;

    private final Standardizer standardizer;
    private final double[] weights; // [classes][d + 1], the bias last
    private final int classes;

    private LogisticRegression(Standardizer standardizer, double[] weights, int classes) {
        this.standardizer = standardizer;
        this.weights = weights;
        this.classes = classes;
    }

    /**
     * @param rows {@code float[n][d]}
     * @param labels {@code int[n]}, 0 to classes - 1
     */
    public static LogisticRegression fit(float[][] rows, int[] labels, int classes) {
        Standardizer standardizer = Standardizer.fit(rows);
        float[][] columns = standardizer.columns(rows);
        double[] w = new double[classes * (columns.length + 1)];
        double[] gradient = new double[w.length];
        double loss = loss(columns, labels, classes, w, gradient);
        Deque<double[][]> memory = new ArrayDeque<>(); // steps and changes of gradient, the latest first
        for (int i = 0; i < ITERATIONS && norm(gradient) > GRADIENT * labels.length; i++) {
            double[] direction = direction(gradient, memory);
            double slope = dot(direction, gradient);
            double step = memory.isEmpty() ? Math.min(1, 1 / norm(gradient)) : 1;
            double[] next = new double[w.length];
            double[] nextGradient = new double[w.length];
            double nextLoss;
            int halvings = 0;
            do {
                for (int p = 0; p < w.length; p++) {
                    next[p] = w[p] + step * direction[p];
                }
                nextLoss = loss(columns, labels, classes, next, nextGradient);
                if (nextLoss <= loss + 1e-4 * step * slope) {
                    break;
                }
                step /= 2;
            } while (++halvings < 20);
            if (!(nextLoss < loss)) {
                break; // As good as the arithmetic allows.
            }
            remember(memory, difference(next, w), difference(nextGradient, gradient));
            w = next;
            gradient = nextGradient;
            loss = nextLoss;
        }
        return new LogisticRegression(standardizer, w, classes);
    }

    private static void remember(Deque<double[][]> memory, double[] step, double[] change) {
        if (dot(step, change) > 1e-12 * dot(change, change)) {
            memory.addFirst(new double[][] {step, change});
            if (memory.size() > MEMORY) {
                memory.removeLast();
            }
        }
    }

    /** Two loops over the memory: the gradient times an approximate inverse of the curvature, downhill. */
    private static double[] direction(double[] gradient, Deque<double[][]> memory) {
        double[] q = gradient.clone();
        double[] alphas = new double[memory.size()];
        int m = 0;
        for (double[][] pair : memory) {
            alphas[m] = dot(pair[0], q) / dot(pair[0], pair[1]);
            add(q, -alphas[m], pair[1]);
            m++;
        }
        if (!memory.isEmpty()) {
            double[][] latest = memory.getFirst();
            double scale = dot(latest[0], latest[1]) / dot(latest[1], latest[1]);
            Arrays.setAll(q, p -> q[p] * scale);
        }
        for (Iterator<double[][]> oldestFirst = memory.descendingIterator(); oldestFirst.hasNext(); ) {
            double[][] pair = oldestFirst.next();
            m--;
            add(q, alphas[m] - dot(pair[1], q) / dot(pair[0], pair[1]), pair[0]);
        }
        Arrays.setAll(q, p -> -q[p]);
        return q;
    }

    /** @param gradient overwritten */
    private static double loss(float[][] columns, int[] labels, int classes, double[] w, double[] gradient) {
        int d = columns.length;
        double loss = 0;
        for (int c = 0; c < classes; c++) {
            for (int j = 0; j < d; j++) {
                double weight = w[c * (d + 1) + j];
                loss += PENALTY / 2 * weight * weight;
                gradient[c * (d + 1) + j] = PENALTY * weight;
            }
            gradient[c * (d + 1) + d] = 0;
        }
        float[][] errors = new float[classes][BLOCK]; // logits, then probabilities less the truth
        for (int from = 0; from < labels.length; from += BLOCK) {
            int count = Math.min(BLOCK, labels.length - from);
            for (int c = 0; c < classes; c++) {
                Arrays.fill(errors[c], (float) w[c * (d + 1) + d]);
                for (int j = 0; j < d; j++) {
                    axpy((float) w[c * (d + 1) + j], columns[j], from, errors[c], count);
                }
            }
            loss += softmax(errors, labels, from, count);
            for (int c = 0; c < classes; c++) {
                for (int j = 0; j < d; j++) {
                    gradient[c * (d + 1) + j] += dot(errors[c], columns[j], from, count);
                }
                for (int i = 0; i < count; i++) {
                    gradient[c * (d + 1) + d] += errors[c][i];
                }
            }
        }
        return loss;
    }

    /** Turns logits into the loss's gradient by them; returns the loss of these rows. */
    private static double softmax(float[][] logits, int[] labels, int from, int count) {
        double loss = 0;
        double[] e = new double[logits.length];
        for (int i = 0; i < count; i++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (float[] logit : logits) {
                largest = Math.max(largest, logit[i]);
            }
            double sum = 0;
            for (int c = 0; c < e.length; c++) {
                e[c] = Math.exp(logits[c][i] - largest);
                sum += e[c];
            }
            int truth = labels[from + i];
            loss += Math.log(sum) - (logits[truth][i] - largest);
            for (int c = 0; c < e.length; c++) {
                logits[c][i] = (float) (e[c] / sum - (c == truth ? 1 : 0));
            }
        }
        return loss;
    }

    private static void axpy(float a, float[] x, int from, float[] y, int count) {
        for (int i = 0; i < count; i++) {
            y[i] += a * x[from + i];
        }
    }

    /** Four sums at a time: one would wait for each addition. */
    private static double dot(float[] x, float[] y, int from, int count) {
        float a = 0;
        float b = 0;
        float c = 0;
        float e = 0;
        int i = 0;
        for (; i + 3 < count; i += 4) {
            a += x[i] * y[from + i];
            b += x[i + 1] * y[from + i + 1];
            c += x[i + 2] * y[from + i + 2];
            e += x[i + 3] * y[from + i + 3];
        }
        for (; i < count; i++) {
            a += x[i] * y[from + i];
        }
        return (double) (a + b) + (c + e);
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int p = 0; p < x.length; p++) {
            sum += x[p] * y[p];
        }
        return sum;
    }

    private static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    private static void add(double[] to, double factor, double[] x) {
        for (int p = 0; p < to.length; p++) {
            to[p] += factor * x[p];
        }
    }

    private static double[] difference(double[] x, double[] y) {
        double[] difference = new double[x.length];
        Arrays.setAll(difference, p -> x[p] - y[p]);
        return difference;
    }

    /** The likeliest class of a row; of equals the first. */
    public int predict(float[] row) {
        float[] x = standardizer.row(row);
        int d = x.length;
        int best = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            double logit = weights[c * (d + 1) + d];
            for (int j = 0; j < d; j++) {
                logit += weights[c * (d + 1) + j] * x[j];
            }
            if (logit > highest) {
                highest = logit;
                best = c;
            }
        }
        return best;
    }
}
