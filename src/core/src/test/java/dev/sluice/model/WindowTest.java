package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.feature.Observation;
import dev.sluice.inference.Network;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowTest {

    private final CompiledModel model = TestModels.windowed(1, 3, 2, "a", "b");
    private final EntityMemory memory = model.newMemory();
    private final ScoredRecord scored = model.newScoredRecord();

    private void score(double a, double b) {
        model.score(Observation.of(a, b), memory, scored);
    }

    @Test
    void theAutoencoderSeesTheLastRowsOldestFirstAndTheNormalLevelBeforeTheFirst() {
        score(1, 2);
        assertThat(scored.input()).containsExactly(0, 0, 0, 0, 1, 2);
        score(3, 4);
        assertThat(scored.input()).containsExactly(0, 0, 1, 2, 3, 4);
        score(5, 6);
        score(7, 8);
        score(9, -1);
        assertThat(scored.input()).containsExactly(5, 6, 7, 8, 9, -1);
        assertThat(model.window()).isEqualTo(3);
        assertThat(model.isStateless()).isFalse();
    }

    @Test
    void theNewestRowIsWhatIsJudged() {
        score(1, 2);
        score(3, 4);

        float[] all = model.decoder().forward(scored.latent(), model.decoder().newBuffers());
        assertThat(scored.reconstruction()).containsExactly(Arrays.copyOfRange(all, 4, 6));
        assertThat(scored.scaled()).containsExactly(3, 4);
    }

    @Test
    void aMemoryThatIsPutTogetherAgainGoesOnAsIfNothingHadHappened() {
        for (int i = 0; i < 5; i++) {
            score(i, -i);
            EntityMemory again = model.newMemory();
            again.records(memory.records());
            for (int r = 0; r < memory.filled(); r++) {
                System.arraycopy(memory.row(r), 0, again.row(r), 0, 2);
            }
            ScoredRecord next = model.newScoredRecord();
            model.score(Observation.of(10, 10), again, next);
            EntityMemory original = copy(memory);
            model.score(Observation.of(10, 10), original, scored);
            assertThat(next.input()).isEqualTo(scored.input());
        }
    }

    private EntityMemory copy(EntityMemory from) {
        EntityMemory copy = model.newMemory();
        copy.records(from.records());
        for (int r = 0; r < from.rows(); r++) {
            System.arraycopy(from.row(r), 0, copy.row(r), 0, 2);
        }
        return copy;
    }

    @Test
    void anArtifactKeepsTheWindow() throws ArtifactException {
        byte[] bytes = ArtifactWriter.write(TestModels.artifact(model));

        CompiledModel read =
                ArtifactReader.load(bytes, 1 << 20, TestModels.PIPELINE).model();

        assertThat(read.window()).isEqualTo(3);
    }

    @Test
    void aNetworkThatIsNotOfWholeRowsIsRefused() {
        Network odd = TestModels.windowed(1, 3, 2, "a").encoder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CompiledModel(
                        1,
                        model.features(),
                        odd,
                        model.decoder(),
                        Optional.empty(),
                        model.statistic(),
                        model.calibration()))
                .withMessage("encoder inputs (3) differ from columns of a window (2)");
    }
}
