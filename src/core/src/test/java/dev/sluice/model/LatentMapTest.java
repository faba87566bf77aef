package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.ModelArtifact;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LatentMapTest {
    private static final LatentMap MAP =
            new LatentMap(2, new float[][] {{1, 0, 2}, {0, 3, 1}}, new float[] {5, 6, 7}, 0.9);

    private static ModelArtifact artifact() {
        ModelArtifact artifact = TestModels.artifact(3, 2, "a", "b", "c");
        artifact.put("space", 1);
        artifact.put("toParent", MAP.data());
        return artifact;
    }

    private static LoadedModel load(ModelArtifact artifact) throws ArtifactException {
        return ArtifactReader.load(ArtifactWriter.write(artifact), 1 << 20, TestModels.PIPELINE);
    }

    @Test
    void spaceAndMapComeBackFromAnArtifact() throws ArtifactException {
        LoadedModel loaded = load(artifact());

        assertThat(loaded.model().space()).isEqualTo(1);
        LatentMap map = loaded.toParent().orElseThrow();
        assertThat(map.version()).isEqualTo(2);
        assertThat(map.fidelity()).isEqualTo(0.9);
        assertThat(map.apply(new float[] {10, 100})).containsExactly(15, 306, 127);
    }

    @Test
    void anArtifactWithoutAMapHasNone() throws ArtifactException {
        LoadedModel loaded = load(TestModels.artifact(3, 2, "a", "b", "c"));

        assertThat(loaded.toParent()).isEmpty();
        assertThat(loaded.model().space()).isZero();
    }

    @Test
    void aMapThatIsNotOfTheModelsSizeIsRefused() {
        ModelArtifact artifact = artifact();
        artifact.getToParent().put("matrix", ByteBuffer.allocate(4));

        assertThatThrownBy(() -> load(artifact))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("claims 2 x 3 values, but holds 4 bytes");
    }

    @Test
    void aMapWithoutFiniteNumbersIsRefused() {
        ModelArtifact artifact = artifact();
        artifact.getToParent().put("offset", Floats.encode(new float[] {1, Float.NaN, 2}));

        assertThatThrownBy(() -> load(artifact)).hasMessageContaining("must be finite");
    }

    @Test
    void aSpaceThatBeganWithALaterVersionIsRefused() {
        ModelArtifact artifact = artifact();
        artifact.put("space", 4);

        assertThatThrownBy(() -> load(artifact)).hasMessageContaining("a version from 1 to 3, not 4");
    }
}
