package dev.sluice.trainer.engine;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Layer;
import java.util.Arrays;
import java.util.Random;

/** A fully connected layer in plain Java. Its weights are stored by output, the biases after them. */
final class PlainDense implements PlainLayer {
    private final int inputs;
    private final int outputs;
    private final Activation activation;
    private final float[] weights; // from `at` on [outputs][inputs], then [outputs] biases
    private final float[] gradients;
    private final int at;
    private final int biases;
    private final float[] wide; // [the larger of inputs and outputs]
    private float[][] x; // [inputs][rows]
    private float[][] y; // [outputs][rows]
    private float[][] sums; // [outputs][rows], where the slope is not told by y
    private float[][] back; // [inputs][rows]
    private float[][] turned; // [rows][the larger of inputs and outputs]

    PlainDense(DenseShape shape, PlainWeights place) {
        this.inputs = shape.inputs();
        this.outputs = shape.outputs();
        this.activation = shape.activation();
        this.weights = place.values();
        this.gradients = place.gradients();
        this.at = place.at();
        this.biases = at + inputs * outputs;
        this.wide = new float[Math.max(inputs, outputs)];
    }

    @Override
    public float[][] forward(float[][] input) {
        int rows = input[0].length;
        x = input;
        y = Columns.sized(y, outputs, rows);
        if (!Slope.isTold(activation)) {
            sums = Columns.sized(sums, outputs, rows);
        }
        for (int j = 0; j < outputs; j++) {
            Arrays.fill(y[j], weights[biases + j]);
            Multiples.add(weights, at + j * inputs, 1, x, y[j]);
            if (sums != null) {
                System.arraycopy(y[j], 0, sums[j], 0, rows);
            }
            activation.apply(y[j]);
        }
        return y;
    }

    @Override
    public float[][] backward(float[][] gradient, boolean further) {
        int rows = x[0].length;
        for (int j = 0; j < outputs; j++) {
            if (sums == null) {
                Slope.multiply(activation, y[j], 0, gradient[j], rows);
            } else {
                Slope.multiplySwish(sums[j], 0, gradient[j], rows);
            }
            gradients[biases + j] = Multiples.total(gradient[j]);
        }
        byWeights(gradient, rows);
        if (!further) {
            return null;
        }
        back = Columns.sized(back, inputs, rows);
        for (int i = 0; i < inputs; i++) {
            Arrays.fill(back[i], 0);
            Multiples.add(weights, at + i, inputs, gradient, back[i]);
        }
        return back;
    }

    /** Sums over the rows: the innermost loop runs over the inputs or the outputs, whichever are more. */
    private void byWeights(float[][] gradient, int rows) {
        turned = Columns.sized(turned, rows, wide.length);
        if (inputs >= outputs) {
            Columns.turn(x, turned);
            for (int j = 0; j < outputs; j++) {
                Arrays.fill(wide, 0);
                Multiples.add(gradient[j], 0, 1, turned, wide);
                System.arraycopy(wide, 0, gradients, at + j * inputs, inputs);
            }
            return;
        }
        Columns.turn(gradient, turned);
        for (int i = 0; i < inputs; i++) {
            Arrays.fill(wide, 0);
            Multiples.add(x[i], 0, 1, turned, wide);
            for (int j = 0; j < outputs; j++) {
                gradients[at + j * inputs + i] = wide[j];
            }
        }
    }

    @Override
    public double[] exact(double[] row) {
        double[] result = new double[outputs];
        for (int j = 0; j < outputs; j++) {
            double sum = weights[biases + j];
            for (int i = 0; i < inputs; i++) {
                sum += row[i] * weights[at + j * inputs + i];
            }
            result[j] = ExactActivation.of(activation, sum);
        }
        return result;
    }

    @Override
    public void initialize(Random random) {
        float[] drawn = InitialWeights.draw(inputs * outputs, inputs, outputs, random);
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                weights[at + j * inputs + i] = drawn[i * outputs + j];
            }
        }
        Arrays.fill(weights, biases, biases + outputs, 0);
    }

    @Override
    public Layer export() {
        float[][] byInput = new float[inputs][outputs];
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < outputs; j++) {
                byInput[i][j] = weights[at + j * inputs + i];
            }
        }
        return new Dense(byInput, Arrays.copyOfRange(weights, biases, biases + outputs), activation);
    }

    @Override
    public void assign(Layer from) {
        Dense dense = (Dense) from;
        for (int j = 0; j < outputs; j++) {
            weights[biases + j] = dense.bias(j);
            for (int i = 0; i < inputs; i++) {
                weights[at + j * inputs + i] = dense.weight(i, j);
            }
        }
    }
}
