package dev.sluice.trainer.engine;

import dev.sluice.inference.Layer;
import dev.sluice.inference.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A stack inside Deeplearning4j. The weights, the gradients and the optimizer are the engine's. What it does around a step
 * of its own - solvers, listeners, scores, checks - takes longer than the step, and is left out here. Owns native memory
 * until closed.
 */
final class DeepStack implements LayerStack {
    private final List<LayerShape> shapes;
    private final MultiLayerNetwork network;
    private final TrainingLayer[] layers;
    private final INDArray parameters; // [parameters]
    private final INDArray gradients; // [parameters]
    private final INDArray state; // of the optimizer; null where it has none
    private final GradientUpdater<?> updater;
    private final int inputs;
    private final int outputs;
    private INDArray x; // [rows, inputs]
    private INDArray g; // [rows, outputs]
    private float[] y; // [rows * outputs]
    private float[] back; // [rows * inputs]

    /**
     * @param shapes at least one, each taking what the one before gives
     * @param optimizer with its learning rate
     * @param memory of the steps
     * @param random draws the initial weights
     */
    DeepStack(List<LayerShape> shapes, IUpdater optimizer, StepMemory memory, Random random) {
        this.shapes = List.copyOf(shapes);
        this.inputs = shapes.get(0).inputs();
        this.outputs = shapes.get(shapes.size() - 1).outputs();
        this.network = network(shapes, random);
        this.gradients = network.getGradientsViewArray();
        this.parameters = network.params().reshape(gradients.shape());
        long stateSize = optimizer.stateSize(parameters.length());
        this.state = stateSize == 0 ? null : Nd4j.create(DataType.FLOAT, 1, stateSize);
        this.updater = optimizer.instantiate(state, true);
        this.layers = TrainingLayers.of(shapes, network, memory).toArray(TrainingLayer[]::new);
    }

    private static MultiLayerNetwork network(List<LayerShape> shapes, Random random) {
        ListBuilder list =
                new NeuralNetConfiguration.Builder().dataType(DataType.FLOAT).list();
        shapes.forEach(shape -> list.layer(shape.configuration()));
        // With a preprocessor set, though never used, the engine leaves the shapes between the layers to us.
        list.inputPreProcessor(0, new ComposableInputPreProcessor());
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        network.initGradientsView();
        for (int l = 0; l < shapes.size(); l++) {
            shapes.get(l).initialize(network.getLayer(l), random);
        }
        return network;
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
        return (int) parameters.length();
    }

    @Override
    public float[] forward(float[] values) {
        int rows = values.length / inputs;
        if (x == null || x.size(0) != rows) {
            resize(rows);
        }
        x.data().asNioFloat().put(values);
        INDArray last = x;
        for (TrainingLayer layer : layers) {
            last = layer.forward(last);
        }
        copy(last, y);
        return y;
    }

    @Override
    public float[] backward(float[] gradient, boolean further) {
        g.data().asNioFloat().put(gradient);
        INDArray last = g;
        for (int l = layers.length - 1; l >= 0; l--) {
            last = layers[l].backward(last, further || l > 0);
        }
        if (!further) {
            return null;
        }
        copy(last, back);
        return back;
    }

    @Override
    public void step(int iteration, double decay) {
        if (decay > 0) {
            gradients.addi(parameters.mul(decay));
        }
        updater.applyUpdater(gradients, iteration, 0);
        parameters.subi(gradients);
    }

    private void resize(int rows) {
        closeBatch();
        StepMemory.outlasting(() -> {
            x = Nd4j.create(DataType.FLOAT, new long[] {rows, inputs}, 'c');
            g = Nd4j.create(DataType.FLOAT, new long[] {rows, outputs}, 'c');
        });
        y = new float[rows * outputs];
        back = new float[rows * inputs];
    }

    /** The values of an array, row by row. */
    static void copy(INDArray from, float[] to) {
        INDArray flat = Pixels.flat(from);
        INDArray plain = flat.ordering() == 'c' && !flat.isView() ? flat : flat.dup('c');
        plain.data().asNioFloat().get(to);
    }

    /** By the engine's own layers, which owe nothing to {@link TrainingLayer}. */
    @Override
    public float[] output(float[] rows) {
        return NativeEngine.call(() -> {
            INDArray last = Nd4j.create(rows, new long[] {rows.length / inputs, inputs}, 'c');
            for (int l = 0; l < shapes.size(); l++) {
                last = shapes.get(l).output(network.getLayer(l), last);
            }
            return Pixels.flat(last).dup('c').reshape(-1).toFloatVector();
        });
    }

    @Override
    public float[] parameters() {
        return NativeEngine.call(parameters::toFloatVector);
    }

    @Override
    public void parameters(float[] values) {
        NativeEngine.run(() -> {
            try (INDArray p = Nd4j.create(values, parameters.shape(), 'c')) {
                parameters.assign(p);
            }
        });
    }

    @Override
    public void assign(Network from) {
        NativeEngine.run(() -> {
            int next = 0;
            for (int l = 0; l < shapes.size(); l++) {
                if (!shapes.get(l).isForTrainingOnly()) {
                    shapes.get(l).assign(network.getLayer(l), from.layers().get(next++));
                }
            }
        });
    }

    @Override
    public Network export() {
        return NativeEngine.call(() -> {
            List<Layer> exported = new ArrayList<>();
            for (int l = 0; l < shapes.size(); l++) {
                Layer layer = shapes.get(l).export(network.getLayer(l));
                if (layer != null) {
                    exported.add(layer);
                }
            }
            return new Network(exported);
        });
    }

    /** Gives the native memory back at once, rather than when the garbage collector comes round. */
    @Override
    public void close() {
        NativeEngine.run(() -> {
            for (TrainingLayer layer : layers) {
                layer.close();
            }
            closeBatch();
            if (state != null) {
                state.close();
            }
            network.close();
        });
    }

    private void closeBatch() {
        if (x != null) {
            x.close();
            g.close();
            x = null;
        }
    }
}
