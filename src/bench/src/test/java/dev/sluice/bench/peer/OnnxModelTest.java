package dev.sluice.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxModelTest {

    private static final Dense HIDDEN = new Dense(
            new float[][] {{0.5f, -1, 2}, {1, 0.25f, -0.5f}}, new float[] {0.1f, -0.2f, 0.3f}, Activation.TANH);
    private static final Dense LAST =
            new Dense(new float[][] {{1, 2}, {3, 4}, {5, 6}}, new float[] {1, -1}, Activation.IDENTITY);

    /** Byte by byte: ir_version 8, the graph, operator set 17. */
    @Test
    void writesTheFieldsOfTheFormat() {
        byte[] bytes = OnnxModel.of(List.of(new Dense(new float[][] {{2}}, new float[] {1}, Activation.IDENTITY)));

        String node = "0a14" + "0a0178" + "0a027730" + "0a026230" + "120179" + "220447656d6d";
        String name = "1206" + "6c6179657273";
        String weights = "2a10" + "0801" + "0801" + "1001" + "42027730" + "4a0400000040";
        String bias = "2a0e" + "0801" + "1001" + "42026230" + "4a040000803f";
        String row = "120e" + "0a0c" + "0801" + "1208" + "0a020801" + "0a020801";
        String input = "5a13" + "0a0178" + row;
        String output = "6213" + "0a0179" + row;
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("0808" + "3a6a" + node + name + weights + bias + input + output + "4204" + "0a00" + "1011");
    }

    @Test
    void theRuntimeGivesWhatOurKernelsGive() {
        List<Dense> layers = List.of(HIDDEN, LAST);
        Network network = new Network(layers);
        try (OnnxNetwork runtime = new OnnxNetwork(layers)) {
            for (float[] x : new float[][] {{0, 0}, {1, -2}, {0.3f, 0.7f}}) {
                float[] ours = network.forward(x, network.newBuffers());
                float[] theirs = runtime.forward(x);
                for (int j = 0; j < ours.length; j++) {
                    assertThat(theirs[j]).isCloseTo(ours[j], within(1e-5f));
                }
            }
        }
    }

    @Test
    void namesAnActivationThatItDoesNotKnow() {
        Dense swish = new Dense(new float[][] {{1}}, new float[1], Activation.SWISH);
        assertThatThrownBy(() -> OnnxModel.of(List.of(swish)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("swish");
    }
}
