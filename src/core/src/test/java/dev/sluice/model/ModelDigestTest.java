package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Layer;
import dev.sluice.contract.ModelArtifact;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelDigestTest {

    private static ModelArtifact artifact() throws ArtifactException {
        return ArtifactReader.read(ArtifactWriter.write(TestModels.artifact(1, 2, "a", "b", "c")), 1 << 20);
    }

    private static void add(ModelArtifact to, int layer, int weight, float what) {
        Layer old = to.getDecoderLayers().get(layer);
        ByteBuffer weights = ByteBuffer.allocate(old.getWeights().remaining()).order(ByteOrder.LITTLE_ENDIAN);
        weights.put(old.getWeights().duplicate()).flip();
        weights.putFloat(Float.BYTES * weight, weights.getFloat(Float.BYTES * weight) + what);
        old.put("weights", weights);
    }

    @Test
    void whenAndWhereItWasMadeMakesNoOtherModel() throws ArtifactException {
        ModelArtifact later = artifact();
        later.getProvenance().put("createdAt", 99L);
        later.getProvenance().put("secondsRead", 9.0);
        later.getProvenance().put("secondsTrain", 9.0);
        later.getProvenance().put("machine", "aarch64");
        later.getProvenance().put("codeVersion", "9");

        assertThat(ModelDigest.of(later)).isEqualTo(ModelDigest.of(artifact())).matches("[0-9a-f]{64}");
    }

    @Test
    void whatItIsMadeFromAndWhatItIsDo() throws ArtifactException {
        for (Map.Entry<String, Object> change : Map.<String, Object>of("seed", 7L, "rowsRead", 11L, "judgedFrom", 5L)
                .entrySet()) {
            ModelArtifact other = artifact();
            other.getProvenance().put(change.getKey(), change.getValue());
            assertThat(ModelDigest.of(other)).as(change.getKey()).isNotEqualTo(ModelDigest.of(artifact()));
        }
        ModelArtifact other = artifact();
        add(other, 1, 0, 1e-6f);
        assertThat(ModelDigest.of(other)).isNotEqualTo(ModelDigest.of(artifact()));
    }

    @Test
    void theLargestDifferenceNamesTheLayer() throws ArtifactException {
        assertThat(WeightDifference.between(artifact(), artifact())).contains(new WeightDifference(0, ""));

        ModelArtifact other = artifact();
        add(other, 0, 3, 0.25f);
        add(other, 1, 2, -0.5f);
        assertThat(WeightDifference.between(artifact(), other)).hasValueSatisfying(d -> {
            assertThat(d.largest()).isBetween(0.4999, 0.5001);
            assertThat(d.where()).isEqualTo("decoder layer 2 dense weights");
        });
        add(other, 0, 0, Float.NaN);
        assertThat(WeightDifference.between(artifact(), other))
                .hasValueSatisfying(d -> assertThat(d.largest()).isNaN());
    }

    @Test
    void modelsOfOtherShapesAreNotCompared() throws ArtifactException {
        assertThat(WeightDifference.between(artifact(), TestModels.artifact(1, 1, "a", "b", "c")))
                .isEmpty();
        ModelArtifact shorter = artifact();
        shorter.put("decoderLayers", List.of());
        assertThat(WeightDifference.between(artifact(), shorter)).isEmpty();
    }
}
