package dev.sluice.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.ContractJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ActivationHistoryTest {

    private final List<Activation> decided = new ArrayList<>();

    private ActivationHistoryTest decided(Decision decision, int version, String by) {
        decided.add(
                new Activation("pumps", version, decision, "why", by, 1_000L * decided.size(), Map.of(), List.of()));
        return this;
    }

    private ActivationHistoryTest trained(int... versions) {
        for (int version : versions) {
            decided(Decision.PROMOTED, version, ModelCatalog.TRAINER);
        }
        return this;
    }

    private ActivationHistory history() {
        return new ActivationHistory(decided);
    }

    @Test
    void aPinHoldsWhateverTrainerAndScorersSay() {
        trained(1, 2).decided(Decision.PINNED, 1, "anna");
        trained(3).decided(Decision.REJECTED, 4, "trainer").decided(Decision.REJECTED, 1, "scorer");

        assertThat(history().pinned()).hasValueSatisfying(a -> {
            assertThat(a.getVersion()).isEqualTo(1);
            assertThat(a.getBy()).isEqualTo("anna");
        });
        ModelCatalog catalog = new ModelCatalog(new PipelineTopics("pumps"));
        decided.forEach(a -> catalog.accept(
                new ConsumerRecord<>("pumps.activations", 0, decided.indexOf(a), new byte[0], ContractJson.encode(a))));
        assertThat(catalog.pinned()).isEqualTo(history().pinned());
    }

    @Test
    void whatATrainerPromotesWhileAVersionIsPinnedDoesNotBecomeActive() {
        trained(1, 2).decided(Decision.PINNED, 1, "anna");
        trained(3);
        assertThat(history().champion())
                .hasValueSatisfying(a -> assertThat(a.getVersion()).isEqualTo(1));
        assertThat(history().everActive()).containsExactly(1, 2);
        assertThat(history().predecessors()).containsExactly(2);

        decided(Decision.UNPINNED, 1, "anna");
        assertThat(history().champion())
                .hasValueSatisfying(a -> assertThat(a.getVersion()).isEqualTo(1));
        trained(4);
        assertThat(history().champion())
                .hasValueSatisfying(a -> assertThat(a.getVersion()).isEqualTo(4));
    }

    @Test
    void aPinEndsWithUnpinOrWhereAnOperatorPromotesOrRollsBack() {
        for (Decision end : List.of(Decision.UNPINNED, Decision.PROMOTED, Decision.ROLLED_BACK)) {
            decided.clear();
            trained(1, 2).decided(Decision.PINNED, 2, "anna").decided(end, 1, "ben");
            assertThat(history().pinned()).as("after %s", end).isEmpty();
        }
        decided(Decision.PINNED, 1, "ben");
        assertThat(history().pinned()).isPresent();
    }

    @Test
    void whoRollsBackTwiceComesToTheVersionBeforeTheOneBefore() {
        trained(1, 2, 3);
        assertThat(history().predecessors()).containsExactly(2, 1);

        decided(Decision.ROLLED_BACK, 2, "anna");
        assertThat(history().predecessors()).containsExactly(1);

        decided(Decision.ROLLED_BACK, 1, "anna");
        assertThat(history().predecessors()).isEmpty();

        trained(4);
        assertThat(history().predecessors()).containsExactly(1);
    }

    @Test
    void whatAnOperatorRejectedIsNotGoneBackTo() {
        trained(1, 2, 3).decided(Decision.REJECTED, 2, "anna");
        assertThat(history().predecessors()).containsExactly(1);

        decided(Decision.PROMOTED, 2, "ben").decided(Decision.PROMOTED, 3, "ben");
        assertThat(history().predecessors()).as("taken back").containsExactly(2, 1);
        decided(Decision.REJECTED, 2, ModelCatalog.SCORER);
        assertThat(history().predecessors()).as("a scorer is no operator").containsExactly(2, 1);
    }

    @Test
    void goingBackToAVersionThatWasNeverActiveLeavesTheActiveOneBelowIt() {
        trained(1, 2).decided(Decision.ROLLED_BACK, 9, "anna");
        assertThat(history().predecessors()).containsExactly(2, 1);
    }

    @Test
    void aVersionIsActiveUntilTheNextOneIs() {
        trained(1, 2, 3); // at 0, 1 and 2 s
        assertThat(history().activeSince(Instant.ofEpochMilli(0))).containsExactly(1, 2, 3);
        assertThat(history().activeSince(Instant.ofEpochMilli(1_001))).containsExactly(2, 3);
        assertThat(history().activeSince(Instant.ofEpochMilli(9_000))).containsExactly(3);
        decided(Decision.REJECTED, 4, "trainer");
        assertThat(history().everActive()).containsExactly(1, 2, 3);
        assertThat(new ActivationHistory(List.of()).activeSince(Instant.EPOCH)).isEmpty();
    }

    @Test
    void aReportOfAnotherRegimeIsAboutTheVersionThatWasActive() {
        trained(1).decided(Decision.REGIME_REPORTED, 1, "trainer");
        assertThat(history().regime()).hasSize(1);

        decided(Decision.PINNED, 1, "anna").decided(Decision.REGIME_ACCEPTED, 1, "anna");
        assertThat(history().regime())
                .extracting(Activation::getDecision)
                .containsExactly(Decision.REGIME_REPORTED, Decision.REGIME_ACCEPTED);

        decided(Decision.PROMOTED, 2, "anna");
        assertThat(history().regime()).isEmpty();
    }
}
