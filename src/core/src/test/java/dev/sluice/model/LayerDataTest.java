package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Layer;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Choices;
import dev.sluice.inference.Convolution;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Grid;
import dev.sluice.inference.Kernel;
import dev.sluice.inference.Network;
import dev.sluice.inference.Pooling;
import dev.sluice.inference.TransposedConvolution;
import dev.sluice.inference.Upsampling;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LayerDataTest {

    private final Random random = new Random(3);

    /** One layer of every kind. */
    private Network network() {
        Grid in = new Grid(6, 4, 2);
        Grid filtered = new Grid(6, 4, 3);
        Grid pooled = new Grid(3, 2, 3);
        Kernel spread = new Kernel(3, 3, 2, 2, true);
        return new Network(List.of(
                new Convolution(in, Kernel.same(3, 3), matrix(18, 3), vector(3), Activation.ELU),
                new Pooling(filtered, 2, 2, Pooling.Kind.MAXIMUM),
                new Upsampling(pooled, 2, 1),
                new Pooling(new Grid(6, 2, 3), 2, 1, Pooling.Kind.AVERAGE),
                new TransposedConvolution(pooled, spread, matrix(27, 2), vector(2), Activation.TANH),
                new Dense(matrix(48, 5), vector(5), Activation.IDENTITY),
                new Choices(5, List.of(new Choices.Group(1, new float[] {0.5f, 0.3f, 0.2f}, 2)))));
    }

    private List<Layer> data() {
        return new ArrayList<>(LayerData.of(network()));
    }

    @Test
    void everyKindComesBackToTheBit() throws ArtifactException {
        Network network = network();
        Network read = LayerData.network("encoder", LayerData.of(network));
        float[] x = vector(network.inputs());

        assertThat(read.forward(x, read.newBuffers())).isEqualTo(network.forward(x, network.newBuffers()));
        assertThat(LayerData.of(read)).isEqualTo(LayerData.of(network));
        assertThat(data()).extracting(Layer::getKind).doesNotHaveDuplicates().hasSize(7);
    }

    @Test
    void everyDimensionThatIsChangedIsRejectedBeforeMemoryIsTaken() {
        for (int l = 0; l < data().size(); l++) {
            for (int hostile : new int[] {-1, 0, 77, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                int layer = l;
                for (int d = 0; d < data().get(l).getDimensions().size(); d++) {
                    int at = d;
                    rejects(layer, data -> data.put("dimensions", replaced(data.getDimensions(), at, hostile)));
                }
                rejects(layer, data -> data.put("inputs", hostile));
                rejects(layer, data -> data.put("outputs", hostile));
                rejects(layer, data -> {
                    data.put("inputs", hostile);
                    data.put("outputs", hostile);
                });
            }
        }
    }

    @Test
    void otherWeightsKindsActivationsAndDimensionCountsAreRejected() {
        for (int l = 0; l < data().size(); l++) {
            rejects(l, data -> data.put("kind", "recurrent"));
            rejects(l, data -> data.put("activation", "relux"));
            rejects(l, data -> data.put("dimensions", List.of(1)));
            rejects(
                    l,
                    data -> data.put(
                            "weights", ByteBuffer.allocate(data.getWeights().remaining() + 4)));
            rejects(
                    l,
                    data -> data.put("bias", ByteBuffer.allocate(data.getBias().remaining() + 3)));
            if (data().get(l).getBias().hasRemaining()) {
                rejects(
                        l,
                        data -> data.put(
                                "bias", Floats.encode(filled(data.getBias().remaining() / Float.BYTES, Float.NaN))));
                rejects(
                        l,
                        data -> data.put(
                                "weights",
                                Floats.encode(
                                        filled(data.getWeights().remaining() / Float.BYTES, Float.POSITIVE_INFINITY))));
            } else {
                rejects(l, data -> data.put("activation", "tanh"));
            }
        }
    }

    private void rejects(int layer, Consumer<Layer> change) {
        List<Layer> data = data();
        Layer changed = Layer.newBuilder(data.get(layer)).build();
        change.accept(changed);
        data.set(layer, changed);
        assertThatThrownBy(() -> LayerData.network("encoder", data))
                .as("%s with dimensions %s", changed.getKind(), changed.getDimensions())
                .isInstanceOfAny(ArtifactException.class, IllegalArgumentException.class);
    }

    private static List<Integer> replaced(List<Integer> values, int at, int value) {
        List<Integer> replaced = new ArrayList<>(values);
        replaced.set(at, value);
        return replaced;
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    private float[][] matrix(int rows, int columns) {
        float[][] m = new float[rows][];
        for (int i = 0; i < rows; i++) {
            m[i] = vector(columns);
        }
        return m;
    }

    private float[] vector(int n) {
        float[] v = new float[n];
        for (int i = 0; i < n; i++) {
            v[i] = (float) random.nextGaussian();
        }
        return v;
    }
}
