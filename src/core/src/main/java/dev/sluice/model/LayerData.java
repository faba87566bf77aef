package dev.sluice.model;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Choices;
import dev.sluice.inference.Convolution;
import dev.sluice.inference.Dense;
import dev.sluice.inference.FilterLayer;
import dev.sluice.inference.Grid;
import dev.sluice.inference.Kernel;
import dev.sluice.inference.Layer;
import dev.sluice.inference.Network;
import dev.sluice.inference.Pooling;
import dev.sluice.inference.TransposedConvolution;
import dev.sluice.inference.Upsampling;
import dev.sluice.model.ArtifactException.Reason;
import dev.sluice.record.Untrusted;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Layers as artifact data, and back: each kind's dimensions and weights are written down here, and checked. */
final class LayerData {

    private static final String DENSE = "dense";
    private static final String CONVOLUTION = "convolution";
    private static final String TRANSPOSED = "transposed-convolution";
    private static final String MAXIMUM = "max-pooling";
    private static final String AVERAGE = "average-pooling";
    private static final String UPSAMPLING = "upsampling";
    private static final String CHOICES = "choices";

    private LayerData() {}

    /** The artifact data of a network. */
    static List<dev.sluice.contract.Layer> of(Network network) {
        return network.layers().stream().map(LayerData::of).toList();
    }

    private static dev.sluice.contract.Layer of(Layer layer) {
        if (layer instanceof Dense d) {
            return data(d, DENSE, d.activation(), List.of(), dense(d), bias(d));
        } else if (layer instanceof FilterLayer f) {
            return filters(f, f instanceof Convolution ? CONVOLUTION : TRANSPOSED);
        } else if (layer instanceof Pooling p) {
            String kind = p.kind() == Pooling.Kind.MAXIMUM ? MAXIMUM : AVERAGE;
            return weightless(p, kind, p.in(), p.patchHeight(), p.patchWidth());
        } else if (layer instanceof Upsampling u) {
            return weightless(u, UPSAMPLING, u.in(), u.timesY(), u.timesX());
        } else if (layer instanceof Choices c) {
            return choices(c);
        }
        throw new IllegalArgumentException("no artifact data for a " + layer.getClass());
    }

    private static float[][] dense(Dense d) {
        float[][] weights = new float[d.inputs()][d.outputs()];
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights[i].length; j++) {
                weights[i][j] = d.weight(i, j);
            }
        }
        return weights;
    }

    private static float[] bias(Dense d) {
        float[] bias = new float[d.outputs()];
        for (int j = 0; j < bias.length; j++) {
            bias[j] = d.bias(j);
        }
        return bias;
    }

    private static dev.sluice.contract.Layer filters(FilterLayer layer, String kind) {
        Grid in = layer.in();
        Kernel k = layer.kernel();
        List<Integer> dimensions = List.of(
                in.height(),
                in.width(),
                in.channels(),
                k.height(),
                k.width(),
                k.strideY(),
                k.strideX(),
                k.same() ? 1 : 0,
                layer.bias().length);
        return data(layer, kind, layer.activation(), dimensions, layer.weights(), layer.bias());
    }

    private static dev.sluice.contract.Layer choices(Choices choices) {
        List<Integer> dimensions = new ArrayList<>();
        float[] factors = new float[choices.outputs()];
        float[] shares = new float[choices.outputs()];
        for (Choices.Group group : choices.groups()) {
            dimensions.add(group.first());
            dimensions.add(group.size());
            for (int c = 0; c < group.size(); c++) {
                factors[group.first() + c] = group.factor();
                shares[group.first() + c] = group.share(c);
            }
        }
        return data(choices, CHOICES, Activation.IDENTITY, dimensions, new float[][] {factors}, shares);
    }

    private static dev.sluice.contract.Layer weightless(Layer layer, String kind, Grid in, int y, int x) {
        List<Integer> dimensions = List.of(in.height(), in.width(), in.channels(), y, x);
        return data(layer, kind, Activation.IDENTITY, dimensions, new float[0][], new float[0]);
    }

    private static dev.sluice.contract.Layer data(
            Layer layer,
            String kind,
            Activation activation,
            List<Integer> dimensions,
            float[][] weights,
            float[] bias) {
        float[] flat = new float[weights.length * bias.length];
        for (int i = 0; i < weights.length; i++) {
            System.arraycopy(weights[i], 0, flat, i * bias.length, bias.length);
        }
        return new dev.sluice.contract.Layer(
                kind,
                layer.inputs(),
                layer.outputs(),
                activation.label(),
                dimensions,
                Floats.encode(flat),
                Floats.encode(bias));
    }

    /**
     * The network of artifact data.
     *
     * @param name of the network, for errors
     * @throws ArtifactException where a layer claims a shape that its bytes are not of, or a weight is not finite
     * @throws IllegalArgumentException where a shape is none, or the layers do not fit together
     */
    static Network network(String name, List<dev.sluice.contract.Layer> data) throws ArtifactException {
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < data.size(); l++) {
            layers.add(layer(name + " layer " + l, data.get(l)));
        }
        return new Network(layers);
    }

    private static Layer layer(String name, dev.sluice.contract.Layer data) throws ArtifactException {
        Activation activation = Activation.ofLabel(data.getActivation());
        List<Integer> d = data.getDimensions();
        Layer layer = switch (data.getKind()) {
            case DENSE -> {
                requireDimensions(name, d, 0);
                float[][] w = weights(name, data, data.getInputs(), data.getOutputs());
                yield new Dense(w, bias(name, data, data.getOutputs()), activation);
            }
            case CONVOLUTION, TRANSPOSED -> {
                requireDimensions(name, d, 9);
                yield convolution(name, data, activation);
            }
            case MAXIMUM, AVERAGE, UPSAMPLING -> {
                requireDimensions(name, d, 5);
                yield weightless(name, data, activation);
            }
            case CHOICES -> choices(name, data, activation);
            default ->
                throw new ArtifactException(
                        Reason.MALFORMED, name + " is of an unknown kind \"" + Untrusted.brief(data.getKind()) + "\"");
        };
        if (layer.inputs() != data.getInputs() || layer.outputs() != data.getOutputs()) {
            throw new ArtifactException(
                    Reason.SHAPE,
                    name + " claims to make " + data.getOutputs() + " values of " + data.getInputs()
                            + ", but its dimensions make " + layer.outputs() + " of " + layer.inputs());
        }
        return layer;
    }

    private static Layer convolution(String name, dev.sluice.contract.Layer data, Activation activation)
            throws ArtifactException {
        List<Integer> d = data.getDimensions();
        Grid in = new Grid(d.get(0), d.get(1), d.get(2));
        int same = d.get(7);
        if (same != 0 && same != 1) {
            throw new ArtifactException(Reason.SHAPE, name + " is padded or not, 1 or 0, but says " + same);
        }
        Kernel kernel = new Kernel(d.get(3), d.get(4), d.get(5), d.get(6), same == 1);
        int filters = d.get(8);
        boolean transposed = data.getKind().equals(TRANSPOSED);
        // Before any memory is taken: does such a layer exist?
        Grid out = transposed ? kernel.spread(in, filters) : kernel.convolved(in, filters);
        float[][] w = weights(name, data, (long) kernel.height() * kernel.width() * in.channels(), out.channels());
        float[] bias = bias(name, data, filters);
        return transposed
                ? new TransposedConvolution(in, kernel, w, bias, activation)
                : new Convolution(in, kernel, w, bias, activation);
    }

    private static Layer choices(String name, dev.sluice.contract.Layer data, Activation activation)
            throws ArtifactException {
        requireNone(name, activation);
        int columns = data.getOutputs();
        float[][] factors = weights(name, data, 1, columns);
        float[] shares = bias(name, data, columns);
        List<Integer> d = data.getDimensions();
        List<Choices.Group> groups = new ArrayList<>();
        for (int i = 0; i + 1 < d.size(); i += 2) {
            int first = d.get(i);
            int size = d.get(i + 1);
            if (first < 0 || size < 0 || first > columns - size) {
                throw new ArtifactException(
                        Reason.SHAPE,
                        name + " has a choice of " + size + " columns from " + first + " on of " + columns);
            }
            float[] share = Arrays.copyOfRange(shares, first, first + size);
            groups.add(new Choices.Group(first, share, size == 0 ? 0 : factors[0][first]));
        }
        return new Choices(columns, groups);
    }

    private static Layer weightless(String name, dev.sluice.contract.Layer data, Activation activation)
            throws ArtifactException {
        List<Integer> d = data.getDimensions();
        Grid in = new Grid(d.get(0), d.get(1), d.get(2));
        weights(name, data, 0, 0);
        bias(name, data, 0);
        requireNone(name, activation);
        return switch (data.getKind()) {
            case MAXIMUM -> new Pooling(in, d.get(3), d.get(4), Pooling.Kind.MAXIMUM);
            case AVERAGE -> new Pooling(in, d.get(3), d.get(4), Pooling.Kind.AVERAGE);
            default -> new Upsampling(in, d.get(3), d.get(4));
        };
    }

    private static void requireNone(String name, Activation activation) throws ArtifactException {
        if (activation != Activation.IDENTITY) {
            throw new ArtifactException(Reason.SHAPE, name + " has no activation, but claims " + activation.label());
        }
    }

    private static void requireDimensions(String name, List<Integer> dimensions, int count) throws ArtifactException {
        if (dimensions.size() != count) {
            throw new ArtifactException(Reason.SHAPE, name + " has " + dimensions.size() + " dimensions, not " + count);
        }
    }

    /** The rows of weights, allocated once it is certain that there are as many bytes as claimed. */
    private static float[][] weights(String name, dev.sluice.contract.Layer data, long rows, int columns)
            throws ArtifactException {
        ByteBuffer bytes = data.getWeights();
        if (rows < 0 || columns < 0 || bytes.remaining() != rows * columns * Float.BYTES) {
            throw new ArtifactException(
                    Reason.SHAPE,
                    name + " claims " + rows + " x " + columns + " weights, but holds " + bytes.remaining()
                            + " bytes of weights");
        }
        // No bytes and a dimension of 0 would still claim as many rows as the other says.
        float[][] weights = new float[columns == 0 ? 0 : (int) rows][columns];
        for (int i = 0; i < weights.length; i++) {
            Floats.decode(bytes, i * columns, weights[i]);
            ModelCompiler.requireFinite(name + " weights", weights[i]);
        }
        return weights;
    }

    private static float[] bias(String name, dev.sluice.contract.Layer data, int outputs) throws ArtifactException {
        ByteBuffer bytes = data.getBias();
        if (outputs < 0 || bytes.remaining() != (long) outputs * Float.BYTES) {
            throw new ArtifactException(
                    Reason.SHAPE,
                    name + " claims a bias for " + outputs + " outputs, but holds " + bytes.remaining() + " bytes");
        }
        float[] bias = new float[outputs];
        Floats.decode(bytes, 0, bias);
        ModelCompiler.requireFinite(name + " bias", bias);
        return bias;
    }
}
