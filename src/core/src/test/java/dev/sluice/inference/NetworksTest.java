package dev.sluice.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NetworksTest {

    private final Random random = new Random(11);

    @Test
    void sideBySideTheyComeToTheSameBitsAsEachAlone() {
        agreeWithEachAlone(List.of(network(38, Activation.TANH, 32, 38), network(38, Activation.TANH, 13, 5)));
    }

    @Test
    void theirFirstLayersMayBeOfDifferentKinds() {
        agreeWithEachAlone(List.of(
                network(7, Activation.TANH, 32, 7),
                network(7, Activation.RELU, 5, 7),
                new Network(List.of(repeating()))));
    }

    @Test
    void oneOfThemMayBeSingleOrHaveASingleLayer() {
        agreeWithEachAlone(List.of(network(7, Activation.TANH, 5)));
        agreeWithEachAlone(List.of(network(7, Activation.TANH, 5), network(7, Activation.TANH, 3, 4)));
    }

    @Test
    void networksOfDifferentInputsAreRefused() {
        List<Network> odd = List.of(network(7, Activation.TANH, 5), network(8, Activation.TANH, 5));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Networks(odd))
                .withMessage("networks of 7 and 8 inputs do not go side by side");
    }

    private void agreeWithEachAlone(List<Network> all) {
        Networks networks = new Networks(all);
        Networks.Buffers buffers = networks.newBuffers();
        for (int record = 0; record < 3; record++) {
            float[] x = values(all.get(0).inputs());

            networks.forward(x, buffers);

            for (int n = 0; n < all.size(); n++) {
                assertThat(buffers.output(n))
                        .isEqualTo(all.get(n).forward(x, all.get(n).newBuffers()));
            }
        }
    }

    /** A layer without weights. */
    private static Layer repeating() {
        return new Upsampling(new Grid(7, 1, 1), 2, 1);
    }

    private Network network(int inputs, Activation activation, int... widths) {
        Layer[] layers = new Layer[widths.length];
        int in = inputs;
        for (int l = 0; l < widths.length; l++) {
            float[][] w = new float[in][];
            for (int i = 0; i < in; i++) {
                w[i] = values(widths[l]);
            }
            layers[l] = new Dense(w, values(widths[l]), activation);
            in = widths[l];
        }
        return new Network(List.of(layers));
    }

    private float[] values(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
