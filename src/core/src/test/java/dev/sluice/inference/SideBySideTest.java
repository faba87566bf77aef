package dev.sluice.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    private final Random random = new Random(5);

    @Test
    void givesTheBitsOfEachNetworkAlone() {
        List<Network> networks = List.of(network(38, 32, 38, 5), network(38, 32, 38, 5), network(38, 32, 38, 5));
        SideBySide all = SideBySide.of(networks).orElseThrow();
        SideBySide.Buffers buffers = all.newBuffers();

        for (int row = 0; row < 10; row++) {
            float[] x = vector(38);
            float[] y = all.forward(x, buffers);

            for (int n = 0; n < networks.size(); n++) {
                Network network = networks.get(n);
                assertThat(Arrays.copyOfRange(y, n * 5, n * 5 + 5)).isEqualTo(network.forward(x, network.newBuffers()));
            }
        }
    }

    @Test
    void oneNetworkOrNetworksOfDifferentShapesAreLeftApart() {
        assertThat(SideBySide.of(List.of(network(3, 2)))).isEmpty();
        assertThat(SideBySide.of(List.of(network(3, 2), network(3, 4)))).isEmpty();
        assertThat(SideBySide.of(List.of(network(3, 2), network(3, 2, 2)))).isEmpty();
        Network image = new Network(List.of(new Upsampling(new Grid(1, 1, 3), 2, 1)));
        assertThat(SideBySide.of(List.of(image, image))).isEmpty();
    }

    private Network network(int... sizes) {
        Dense[] layers = new Dense[sizes.length - 1];
        for (int l = 0; l < layers.length; l++) {
            float[][] weights = new float[sizes[l]][];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = vector(sizes[l + 1]);
            }
            layers[l] = new Dense(weights, vector(sizes[l + 1]), l == 0 ? Activation.TANH : Activation.IDENTITY);
        }
        return new Network(List.of(layers));
    }

    private float[] vector(int n) {
        float[] v = new float[n];
        for (int i = 0; i < n; i++) {
            v[i] = (float) random.nextGaussian();
        }
        return v;
    }
}
