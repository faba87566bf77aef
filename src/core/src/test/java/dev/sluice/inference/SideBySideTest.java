package dev.sluice.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    private final Random random = new Random(5);

    private Network network(Activation hidden, int... widths) {
        List<Dense> layers = new ArrayList<>();
        for (int l = 1; l < widths.length; l++) {
            float[][] weights = new float[widths[l - 1]][];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = values(widths[l]);
            }
            layers.add(new Dense(weights, values(widths[l]), l < widths.length - 1 ? hidden : Activation.IDENTITY));
        }
        return new Network(layers);
    }

    private float[] values(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Test
    void givesTheBitsOfEachAlone() {
        for (int[] widths : new int[][] {{38, 16, 16, 38}, {5, 3, 5}, {13, 32, 7, 32, 13}, {9, 4}}) {
            List<Network> networks = List.of(
                    network(Activation.TANH, widths),
                    network(Activation.TANH, widths),
                    network(Activation.TANH, widths));
            float[] x = values(widths[0]);

            Network joined = SideBySide.of(networks).orElseThrow();
            float[] y = joined.forward(x, joined.newBuffers());

            int width = widths[widths.length - 1];
            for (int n = 0; n < networks.size(); n++) {
                assertThat(Arrays.copyOfRange(y, n * width, (n + 1) * width))
                        .containsExactly(
                                networks.get(n).forward(x, networks.get(n).newBuffers()));
            }
        }
    }

    @Test
    void leavesNetworksOfDifferentShapesApart() {
        Network network = network(Activation.TANH, 5, 3, 5);

        assertThat(SideBySide.of(List.of(network, network(Activation.TANH, 5, 4, 5))))
                .isEmpty();
        assertThat(SideBySide.of(List.of(network, network(Activation.RELU, 5, 3, 5))))
                .isEmpty();
        assertThat(SideBySide.of(List.of(network, network(Activation.TANH, 5, 5))))
                .isEmpty();
        assertThat(SideBySide.of(List.of(network(Activation.TANH, 5, 5), network)))
                .isEmpty();
        Network pooled = new Network(
                List.of(network.layers().get(0), new Pooling(new Grid(1, 1, 3), 1, 1, Pooling.Kind.MAXIMUM)));
        assertThat(SideBySide.of(List.of(pooled, pooled))).isEmpty();
    }
}
