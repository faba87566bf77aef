package dev.sluice.trainer.engine;

import java.util.SplittableRandom;

/** Dropout in plain Java: see {@link DropoutShape}. */
final class PlainDropout implements PlainLayer {
    private final double share;
    private final SplittableRandom random;
    private float[][] kept; // [values][rows]: 0, or what makes up for those that are
    private float[][] y; // [values][rows]

    PlainDropout(double share, SplittableRandom random) {
        this.share = share;
        this.random = random;
    }

    @Override
    public float[][] forward(float[][] x) {
        int rows = x[0].length;
        kept = Columns.sized(kept, x.length, rows);
        y = Columns.sized(y, x.length, rows);
        // Row by row, as the other engine draws it.
        for (int i = 0; i < rows; i++) {
            for (float[] column : kept) {
                column[i] = random.nextDouble() < share ? 0 : (float) (1 / (1 - share));
            }
        }
        for (int j = 0; j < x.length; j++) {
            multiply(x[j], kept[j], y[j]);
        }
        return y;
    }

    @Override
    public float[][] backward(float[][] gradient, boolean further) {
        if (!further) {
            return null;
        }
        for (int j = 0; j < gradient.length; j++) {
            multiply(gradient[j], kept[j], gradient[j]);
        }
        return gradient;
    }

    private static void multiply(float[] a, float[] b, float[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = a[i] * b[i];
        }
    }

    @Override
    public double[] exact(double[] x) {
        return x;
    }
}
