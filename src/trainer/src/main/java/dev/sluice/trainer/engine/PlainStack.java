package dev.sluice.trainer.engine;

import dev.sluice.inference.Layer;
import dev.sluice.inference.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** A stack in plain Java: all weights in one array, all gradients in another, a layer's values by columns. */
final class PlainStack implements LayerStack {
    private final List<LayerShape> shapes;
    private final PlainLayer[] layers;
    private final float[] parameters;
    private final float[] gradients; // [parameters]
    private final PlainDescent descent;
    private final int inputs;
    private final int outputs;
    private float[][] x; // [inputs][rows]
    private float[][] g; // [outputs][rows]
    private float[] y = {}; // [rows * outputs]
    private float[] back = {}; // [rows * inputs]

    /**
     * @param shapes at least one, each taking what the one before gives
     * @param random draws the initial weights
     */
    PlainStack(List<LayerShape> shapes, Descent descent, Random random) {
        this.shapes = List.copyOf(shapes);
        this.inputs = shapes.get(0).inputs();
        this.outputs = shapes.get(shapes.size() - 1).outputs();
        this.parameters =
                new float[shapes.stream().mapToInt(LayerShape::parameters).sum()];
        this.gradients = new float[parameters.length];
        this.descent = new PlainDescent(descent, parameters.length);
        this.layers = new PlainLayer[shapes.size()];
        int at = 0;
        for (int l = 0; l < layers.length; l++) {
            layers[l] = shapes.get(l).plain(new PlainWeights(parameters, gradients, at));
            layers[l].initialize(random);
            at += shapes.get(l).parameters();
        }
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public int parameterCount() {
        return parameters.length;
    }

    @Override
    public float[] forward(float[] values) {
        int rows = values.length / inputs;
        if (y.length != rows * outputs) {
            x = new float[inputs][rows];
            g = new float[outputs][rows];
            y = new float[rows * outputs];
            back = new float[rows * inputs];
        }
        Columns.split(values, x);
        float[][] last = x;
        for (PlainLayer layer : layers) {
            last = layer.forward(last);
        }
        Columns.join(last, y);
        return y;
    }

    @Override
    public float[] backward(float[] gradient, boolean further) {
        Columns.split(gradient, g);
        float[][] last = g;
        for (int l = layers.length - 1; l >= 0; l--) {
            last = layers[l].backward(last, further || l > 0);
        }
        if (!further) {
            return null;
        }
        Columns.join(last, back);
        return back;
    }

    @Override
    public void step(int iteration, double decay) {
        if (decay > 0) {
            float share = (float) decay;
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] += share * parameters[i];
            }
        }
        descent.step(parameters, gradients, iteration);
    }

    /** In double precision, row by row. */
    @Override
    public float[] output(float[] rows) {
        float[] result = new float[rows.length / inputs * outputs];
        double[] row = new double[inputs];
        for (int i = 0; i < rows.length / inputs; i++) {
            for (int j = 0; j < inputs; j++) {
                row[j] = rows[i * inputs + j];
            }
            double[] last = row;
            for (PlainLayer layer : layers) {
                last = layer.exact(last);
            }
            for (int j = 0; j < outputs; j++) {
                result[i * outputs + j] = (float) last[j];
            }
        }
        return result;
    }

    @Override
    public float[] parameters() {
        return parameters.clone();
    }

    @Override
    public void parameters(float[] values) {
        System.arraycopy(values, 0, parameters, 0, parameters.length);
    }

    @Override
    public void assign(Network from) {
        int next = 0;
        for (int l = 0; l < layers.length; l++) {
            if (!shapes.get(l).isForTrainingOnly()) {
                layers[l].assign(from.layers().get(next++));
            }
        }
    }

    @Override
    public Network export() {
        List<Layer> exported = Arrays.stream(layers)
                .map(PlainLayer::export)
                .filter(Objects::nonNull)
                .toList();
        return new Network(exported);
    }

    @Override
    public void close() {
        // There is nothing but arrays.
    }
}
