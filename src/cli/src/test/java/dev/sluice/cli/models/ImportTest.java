package dev.sluice.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Decision;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.TestModels;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.signature.SigningKey;
import dev.sluice.topic.ModelCatalog;
import java.time.Clock;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImportTest {

    private final RecordedModels topics = new RecordedModels("");

    ImportTest() {
        topics.artifact(1).decided(Decision.PROMOTED, 1, ModelCatalog.TRAINER);
    }

    private static byte[] artifact(int version) {
        return ArtifactWriter.write(TestModels.artifact(version, 2, "a", "b", "c"));
    }

    /** Of that number, but another model than the one of {@link #artifact}. */
    private static byte[] other(int version) {
        return ArtifactWriter.write(TestModels.artifact(TestModels.series(version, 2, "a", "b", "c")));
    }

    private Change imported(byte[] bytes, boolean promote) {
        return imported(topics, bytes, promote);
    }

    private static Change imported(RecordedModels into, byte[] bytes, boolean promote) {
        Models models = into.models();
        Control control = new Control(models, "anna", "restored", Clock.systemUTC());
        return new Import(models, control, "restored").of(bytes, "m.model", promote);
    }

    @Test
    void aFreeNumberIsKeptAndNothingBecomesActive() {
        Change change = imported(artifact(7), false);

        assertThat(change.artifacts()).containsOnlyKeys(7);
        assertThat(change.artifacts().get(7)).isEqualTo(artifact(7));
        assertThat(change.decisions()).singleElement().satisfies(a -> {
            assertThat(a.getDecision()).isEqualTo(Decision.IMPORTED);
            assertThat(a.getVersion()).isEqualTo(7);
            assertThat(a.getReason()).isEqualTo("from file m.model: restored");
        });
        assertThat(change.active()).isEmpty();
        assertThat(change.said()).last().asString().contains("`sluice models promote 7`", "`sluice models diff 1 7`");
    }

    @Test
    void itIsMadeActiveInTheSameChangeWhereThatIsAskedFor() {
        Change change = imported(artifact(7), true);
        assertThat(change.decisions())
                .extracting(a -> a.getDecision() + " " + a.getVersion())
                .containsExactly("IMPORTED 7", "PROMOTED 7");
        assertThat(change.active()).contains(7);
    }

    @Test
    void aTakenNumberIsReplacedByTheNextWhereNothingIsSigned() throws Exception {
        topics.decided(Decision.REJECTED, 5, ModelCatalog.TRAINER);

        Change change = imported(other(1), false);

        assertThat(change.artifacts()).containsOnlyKeys(6);
        ModelArtifact read =
                ArtifactReader.load(change.artifacts().get(6), 1 << 20, "pumps").artifact();
        assertThat(read.getVersion()).isEqualTo(6);
        assertThat(read.getSpace()).isEqualTo(6);
        assertThat(change.decisions().get(0).getReason())
                .isEqualTo("from file m.model, where it was version 1: restored");
        topics.apply(change);
        assertThat(topics.models().refusal(6)).isEmpty();
    }

    @Test
    void aNumberThatWasUsedAndIsGoneIsTakenToo() {
        topics.artifact(2).decided(Decision.PROMOTED, 2, ModelCatalog.TRAINER).removed(2);
        assertThat(imported(artifact(2), false).artifacts()).containsOnlyKeys(3);
    }

    @Test
    void aSignedArtifactIsNotGivenAnotherNumber() {
        SigningKey key = SigningKey.generate();
        RecordedModels trusting = new RecordedModels("models: {trusted-keys: [" + key.publicBase64() + "]}");
        trusting.artifact(1, ArtifactWriter.sign(artifact(1), key));

        assertThat(imported(trusting, ArtifactWriter.sign(artifact(2), key), false)
                        .artifacts())
                .containsOnlyKeys(2);
        assertThatThrownBy(() -> imported(trusting, ArtifactWriter.sign(other(1), key), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("a number that pipeline pumps has used, and it is signed");
        assertThatThrownBy(() -> imported(trusting, artifact(2), false)).hasMessageContaining("is not signed");
        assertThatThrownBy(() -> imported(trusting, ArtifactWriter.sign(artifact(2), SigningKey.generate()), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("m.model: scorers would refuse it: artifact is signed by key");
    }

    @Test
    void whatIsHereAlreadyIsNotImportedAgain() {
        assertThat(imported(artifact(1), false).isNone()).isTrue();
        topics.artifact(2);
        Change promoted = imported(artifact(2), true);
        assertThat(promoted.artifacts()).isEmpty();
        assertThat(promoted.active()).contains(2);
    }

    @Test
    void whatIsNoModelOfThisPipelineIsRefused() {
        ModelArtifact foreign = TestModels.artifact(2, 2, "a", "b", "c");
        foreign.put("pipeline", "fans");
        assertThatThrownBy(() -> imported(ArtifactWriter.write(foreign), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("belongs to pipeline \"fans\", not \"pumps\"");
        assertThatThrownBy(() -> imported(new byte[0], false))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("m.model: ");
        assertThatThrownBy(() -> imported(new byte[99], false)).hasMessageContaining("not a model artifact");
    }

    @Test
    void hostileBytesEndInAnErrorThatNamesTheFile() {
        Random random = new Random(1);
        byte[] good = artifact(2);
        for (int n = 0; n < 300; n++) {
            byte[] hostile = good.clone();
            for (int k = 0; k <= n % 4; k++) {
                hostile[random.nextInt(hostile.length)] ^= (byte) (1 << random.nextInt(8));
            }
            if (!Arrays.equals(hostile, good)) {
                assertThatThrownBy(() -> imported(hostile, true))
                        .isInstanceOf(ConfigException.class)
                        .hasMessageStartingWith("m.model: ");
            }
        }
    }
}
