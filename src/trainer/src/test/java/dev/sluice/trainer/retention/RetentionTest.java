package dev.sluice.trainer.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.TestModels;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.ContractJson;
import dev.sluice.topic.ModelCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MAX_BYTES = 1 << 20;

    private final ModelCatalog catalog = new ModelCatalog(new PipelineTopics("pumps"));
    private final Retention retention = new Retention(Duration.ofDays(30), MAX_BYTES);
    private int records;

    private void put(String topic, byte[] key, byte[] value) {
        catalog.accept(new ConsumerRecord<>(topic, 0, records++, key, value));
    }

    private void artifact(int version, Integer parent) {
        ModelArtifact artifact = TestModels.artifact(version, 1, "a");
        artifact.getProvenance().put("parentVersion", parent);
        put("pumps.models", ModelCatalog.key(version), ArtifactWriter.write(artifact));
    }

    private void decided(Decision decision, int version, String by, int day) {
        put(
                "pumps.activations",
                new byte[0],
                ContractJson.encode(new Activation(
                        "pumps",
                        version,
                        decision,
                        "why",
                        by,
                        START.plus(Duration.ofDays(day)).toEpochMilli(),
                        Map.of(),
                        List.of())));
    }

    /** A version every ten days. */
    private void promoted(int versions) {
        for (int version = 1; version <= versions; version++) {
            artifact(version, version == 1 ? null : version - 1);
            decided(Decision.PROMOTED, version, ModelCatalog.TRAINER, 10 * version);
        }
    }

    private List<Integer> expired(int day, Integer... named) {
        return retention.expired(catalog, Set.of(named), START.plus(Duration.ofDays(day)));
    }

    @Test
    void whatWasActiveWithinTheTimeIsKept() {
        promoted(8); // the last at day 80

        assertThat(expired(80)).as("4 was active until day 50").containsExactly(1, 2, 3);
        assertThat(expired(500)).as("with something to go back to").containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(expired(10)).isEmpty();
    }

    @Test
    void whatOutputsNameIsKept() {
        promoted(8);
        assertThat(expired(500, 2, 5)).containsExactly(1, 3, 4, 6);
    }

    @Test
    void whatIsPinnedOrWasLatelySpokenOfIsKept() {
        promoted(8);
        decided(Decision.PINNED, 2, "anna", 81);
        promoted(0);
        decided(Decision.PROMOTED, 8, ModelCatalog.TRAINER, 82);
        assertThat(expired(500))
                .as("a pin that a trainer overtook holds")
                .contains(3)
                .doesNotContain(1, 2, 8);

        decided(Decision.REJECTED, 4, "anna", 490);
        assertThat(expired(500)).doesNotContain(4);
    }

    @Test
    void theParentOfTheActiveVersionIsKeptToMakeItAgainFrom() {
        promoted(5);
        artifact(9, 2);
        decided(Decision.PROMOTED, 9, ModelCatalog.TRAINER, 90);

        assertThat(expired(500)).containsExactly(1, 3, 4);
    }

    @Test
    void theNewestThatWereNeverActiveAreKept() {
        artifact(1, null);
        decided(Decision.PROMOTED, 1, ModelCatalog.TRAINER, 1);
        for (int version = 2; version <= 9; version++) {
            artifact(version, 1);
            decided(Decision.REJECTED, version, ModelCatalog.TRAINER, version);
        }
        assertThat(expired(500)).containsExactly(2, 3, 4);
    }

    @Test
    void onlySoManyGoAtATimeTheOldestFirst() {
        promoted(Retention.MOST + 20);
        assertThat(expired(10_000))
                .isEqualTo(IntStream.rangeClosed(1, Retention.MOST).boxed().toList());
    }

    @Test
    void nothingGoesWhereNothingWasDecided() {
        assertThat(expired(500)).isEmpty();
        artifact(1, null);
        assertThat(expired(500)).isEmpty();
    }
}
