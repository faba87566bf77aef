package dev.sluice.cli.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.TestModels;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.topic.ModelCatalog;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ControlTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final RecordedModels topics = new RecordedModels("");

    private Control control() {
        return new Control(topics.models(), "anna", "because", CLOCK);
    }

    private void promoted(int versions) {
        for (int version = 1; version <= versions; version++) {
            topics.artifact(version).decided(Decision.PROMOTED, version, ModelCatalog.TRAINER);
        }
    }

    private static void assertDecisions(Change change, String... decisions) {
        assertThat(change.decisions())
                .extracting(a -> a.getDecision() + " " + a.getVersion())
                .containsExactly(decisions);
        assertThat(change.decisions()).allSatisfy(a -> {
            assertThat(a.getPipeline()).isEqualTo("pumps");
            assertThat(a.getBy()).isEqualTo("anna");
            assertThat(a.getTimestamp()).isEqualTo(CLOCK.millis());
        });
    }

    @Test
    void promotesWhatTheJudgeTurnedDown() {
        promoted(1);
        topics.artifact(2).decided(Decision.REJECTED, 2, ModelCatalog.TRAINER);

        Change change = control().promote(2);

        assertDecisions(change, "PROMOTED 2");
        assertThat(change.decisions().get(0).getReason()).isEqualTo("because");
        assertThat(change.active()).contains(2);
        assertThat(change.said())
                .singleElement()
                .asString()
                .startsWith("Version 2 is active; before it was version 1. ");
    }

    @Test
    void whatIsSoAlreadyIsNotWrittenAgain() {
        promoted(2);
        assertThat(control().promote(2).isNone()).isTrue();
        assertThat(control().rollBack(2).isNone()).isTrue();
        topics.decided(Decision.PINNED, 2, "ben");
        assertThat(control().pin(2).isNone()).isTrue();
        assertThat(control().pin(null).said())
                .singleElement()
                .asString()
                .startsWith("Version 2 is pinned already, since ")
                .contains("by ben (pinned: why)");
        assertDecisions(control().promote(2), "PROMOTED 2");
    }

    @Test
    void rollsBackToTheVersionBeforeAndFurther() {
        promoted(3);
        assertDecisions(control().rollBack(null), "ROLLED_BACK 2");
        topics.decided(Decision.ROLLED_BACK, 2, "anna");
        assertDecisions(control().rollBack(null), "ROLLED_BACK 1");
        topics.decided(Decision.ROLLED_BACK, 1, "anna");
        assertThatThrownBy(() -> control().rollBack(null))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("there is no version to go back to from version 1")
                .hasMessageEndingWith("there are [1, 2, 3]");
        assertDecisions(control().rollBack(3), "ROLLED_BACK 3");
    }

    @Test
    void thereIsNoWayBackToWhatWasNeverActiveOrIsGone() {
        promoted(1);
        topics.artifact(2);
        assertThatThrownBy(() -> control().rollBack(2))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("`sluice models promote 2`");
        assertThatThrownBy(() -> control().rollBack(7))
                .isInstanceOf(ConfigException.class)
                .hasMessage("pipeline pumps has no artifact of version 7; it has [1, 2]");
    }

    @Test
    void aVersionWhoseArtifactIsGoneIsPassedOver() {
        promoted(3);
        topics.removed(2);
        assertDecisions(control().rollBack(null), "ROLLED_BACK 1");
    }

    @Test
    void rejectingTheActiveVersionGoesBackInTheSameChange() {
        promoted(3);
        topics.decided(Decision.PINNED, 3, "ben");

        Change change = control().reject(3);

        assertDecisions(change, "REJECTED 3", "ROLLED_BACK 2");
        assertThat(change.decisions())
                .extracting(Activation::getReason)
                .containsExactly("because", "version 3 was rejected: because");
        assertThat(change.said()).last().asString().startsWith("Version 3 is no longer pinned");
    }

    @Test
    void rejectingAnotherVersionChangesNothingForScorers() {
        promoted(3);
        Change change = control().reject(1);
        assertDecisions(change, "REJECTED 1");
        assertThat(change.active()).isEmpty();
        assertThatThrownBy(() -> control().reject(9)).isInstanceOf(ConfigException.class);
    }

    @Test
    void theOnlyVersionCannotBeRejected() {
        promoted(1);
        assertThatThrownBy(() -> control().reject(1))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("there is no version to go back to from version 1");
    }

    @Test
    void pinsTheActiveVersionOrMakesAnotherActive() {
        promoted(2);
        assertThat(control().pin(null).said()).first().isEqualTo("Version 2 stays active, and is pinned.");
        assertDecisions(control().pin(1), "PINNED 1");
        assertThat(control().pin(1).active()).contains(1);
    }

    @Test
    void unpinsOnlyWhatIsPinned() {
        promoted(2);
        assertThatThrownBy(() -> control().unpin()).hasMessageEndingWith("there is nothing to unpin");
        topics.decided(Decision.PINNED, 1, "ben");
        assertDecisions(control().unpin(), "UNPINNED 1");
    }

    @Test
    void whatScorersWouldRefuseIsNotMadeActive() {
        promoted(2);
        byte[] altered = ArtifactWriter.write(TestModels.artifact(1, 2, "a", "b", "c"));
        altered[altered.length - 1] ^= 1;
        topics.artifact(1, altered);
        topics.artifact(5, ArtifactWriter.write(TestModels.artifact(4, 2, "a", "b", "c")));

        assertThatThrownBy(() -> control().promote(1))
                .isInstanceOf(UnfitModelException.class)
                .hasMessage("scorers would refuse version 1: artifact digest does not match its bytes: it was altered");
        assertThatThrownBy(() -> control().pin(1)).isInstanceOf(UnfitModelException.class);
        assertThatThrownBy(() -> control().rollBack(null)).isInstanceOf(UnfitModelException.class);
        assertThatThrownBy(() -> control().reject(2)).isInstanceOf(UnfitModelException.class);
        assertThatThrownBy(() -> control().promote(5)).hasMessageContaining("its key says 5");
    }

    @Test
    void whatThisPipelineFileCannotReadIsNotMadeActive() {
        RecordedModels other = new RecordedModels("features: [{field: a}, {field: z}]");
        other.artifact(1);
        assertThatThrownBy(() -> new Control(other.models(), "anna", "because", CLOCK).promote(1))
                .isInstanceOf(UnfitModelException.class)
                .hasMessageContaining("its features are not those of this scorer's file");
    }

    @Test
    void aRegimeIsAcceptedOnceAndOnlyWhereOneIsReported() {
        promoted(1);
        assertThatThrownBy(() -> control().acceptRegime())
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("no change of regime is reported since version 1 became active");

        topics.decided(Decision.REGIME_REPORTED, 1, ModelCatalog.TRAINER);
        assertDecisions(control().acceptRegime(), "REGIME_ACCEPTED 1");

        topics.decided(Decision.REGIME_ACCEPTED, 1, "ben");
        assertThat(control().acceptRegime().isNone()).isTrue();

        topics.artifact(2).decided(Decision.PROMOTED, 2, ModelCatalog.TRAINER);
        assertThatThrownBy(() -> control().acceptRegime()).hasMessageContaining("since version 2 became active");
    }

    @Test
    void withoutAnyModelThereIsNothingToDecideAbout() {
        assertThatThrownBy(() -> control().rollBack(null)).hasMessageContaining("has no active model yet");
        assertThatThrownBy(() -> control().acceptRegime()).hasMessageContaining("has no active model yet");
        assertThatThrownBy(() -> control().promote(1)).hasMessageEndingWith("it has none");
    }
}
