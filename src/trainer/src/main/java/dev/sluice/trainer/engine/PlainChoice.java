package dev.sluice.trainer.engine;

import dev.sluice.inference.Choices;
import dev.sluice.inference.Layer;

/** Logits of categories into probabilities in plain Java: see {@link ChoiceShape}. */
final class PlainChoice implements PlainLayer {
    private final Choices choices;
    private final ChoicePass pass;
    private float[] flat = {}; // [rows * columns]
    private float[] gradients = {}; // [rows * columns]
    private float[][] y; // [columns][rows]

    PlainChoice(Choices choices) {
        this.choices = choices;
        this.pass = new ChoicePass(choices);
    }

    @Override
    public float[][] forward(float[][] x) {
        int rows = x[0].length;
        y = Columns.sized(y, x.length, rows);
        if (flat.length != rows * x.length) {
            flat = new float[rows * x.length];
            gradients = new float[flat.length];
        }
        Columns.join(x, flat);
        for (int at = 0; at < flat.length; at += x.length) {
            pass.forward(flat, at);
        }
        Columns.split(flat, y);
        return y;
    }

    @Override
    public float[][] backward(float[][] gradient, boolean further) {
        if (!further) {
            return null;
        }
        Columns.join(gradient, gradients);
        for (int at = 0; at < flat.length; at += gradient.length) {
            pass.backward(flat, gradients, at);
        }
        Columns.split(gradients, gradient);
        return gradient;
    }

    @Override
    public double[] exact(double[] x) {
        double[] result = x.clone();
        for (Choices.Group group : choices.groups()) {
            double sum = 0;
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < group.size(); c++) {
                largest = Math.max(largest, x[group.first() + c]);
            }
            for (int c = 0; c < group.size(); c++) {
                sum += StrictMath.exp(x[group.first() + c] - largest);
            }
            for (int c = 0; c < group.size(); c++) {
                double probability = StrictMath.exp(x[group.first() + c] - largest) / sum;
                result[group.first() + c] = (probability - group.share(c)) * group.factor();
            }
        }
        return result;
    }

    @Override
    public Layer export() {
        return choices;
    }
}
