package dev.sluice.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearLayersTest {

    private static Dense dense(int inputs, int outputs, Activation activation, Random random) {
        float[][] weights = new float[inputs][outputs];
        float[] bias = new float[outputs];
        for (float[] row : weights) {
            for (int j = 0; j < outputs; j++) {
                row[j] = (float) random.nextGaussian() / 4;
            }
        }
        for (int j = 0; j < outputs; j++) {
            bias[j] = (float) random.nextGaussian();
        }
        return new Dense(weights, bias, activation);
    }

    private static Network network(int columns, int hidden, Random random) {
        return new Network(List.of(
                dense(columns, hidden, Activation.TANH, random),
                dense(hidden, columns, Activation.IDENTITY, random),
                dense(columns, hidden, Activation.TANH, random),
                dense(hidden, columns, Activation.IDENTITY, random)));
    }

    @Test
    void givesTheSameWithALayerLess() {
        Random random = new Random(1);
        Network network = network(38, 32, random);

        Network folded = LinearLayers.folded(network);

        assertThat(folded.layers()).hasSize(3);
        assertThat(folded.layers().get(1).inputs()).isEqualTo(32);
        assertThat(folded.layers().get(1).outputs()).isEqualTo(32);
        float[] x = new float[38];
        for (int j = 0; j < x.length; j++) {
            x[j] = (float) random.nextGaussian();
        }
        float[] expected = network.forward(x, network.newBuffers());
        float[] actual = folded.forward(x, folded.newBuffers());
        for (int j = 0; j < x.length; j++) {
            assertThat(actual[j]).isCloseTo(expected[j], within(1e-5f));
        }
    }

    @Test
    void leavesALinearLayerThatIsNarrowAndOneThatIsLast() {
        Random random = new Random(2);

        assertThat(LinearLayers.folded(network(9, 32, random)).layers()).hasSize(4);
        Network two =
                new Network(List.of(dense(9, 9, Activation.TANH, random), dense(9, 9, Activation.IDENTITY, random)));
        assertThat(LinearLayers.folded(two).layers()).isEqualTo(two.layers());
    }

    @Test
    void foldsSeveralInARow() {
        Random random = new Random(3);
        Network linear = new Network(List.of(
                dense(3, 8, Activation.IDENTITY, random),
                dense(8, 8, Activation.IDENTITY, random),
                dense(8, 3, Activation.TANH, random)));

        assertThat(LinearLayers.folded(linear).layers()).hasSize(1);
    }
}
