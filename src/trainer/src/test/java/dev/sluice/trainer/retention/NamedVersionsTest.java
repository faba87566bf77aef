package dev.sluice.trainer.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.avro.SchemaSource;
import dev.sluice.contract.Fence;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.ContractJson;
import dev.sluice.trainer.history.RecordedTopic;
import dev.sluice.wire.ContractReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NamedVersionsTest {
    private static final PipelineTopics TOPICS = new PipelineTopics("pumps");

    private final RecordedTopic topics = new RecordedTopic("pumps.fences", 2);

    NamedVersionsTest() {
        topics.add(TOPICS.scores(), 2);
        topics.add(TOPICS.latents(), 2);
        topics.add(TOPICS.alerts(), 2);
        topics.add(TOPICS.packed(), 2);
    }

    private Set<Integer> named() {
        return new NamedVersions(TOPICS, topics, new ContractReader(SchemaSource.NONE)).read();
    }

    private void fence(int partition, long offset, int version) {
        topics.append(
                TOPICS.fences(),
                partition,
                0,
                "" + partition,
                ContractJson.encode(new Fence("telemetry", partition, offset, version, 0L)));
    }

    private void score(int partition, long offset, int version) {
        topics.append(
                TOPICS.scores(),
                partition,
                0,
                "p",
                ContractJson.encode(new Score(
                        "p", "telemetry", partition, offset, 0L, version, 0.1, 0.9, 0.1, false, 0, List.of())));
    }

    /** Ten records a version, in both partitions. */
    private void scored(int versions) {
        for (int partition = 0; partition < 2; partition++) {
            for (int version = 1; version <= versions; version++) {
                long first = 10L * (version - 1);
                fence(partition, first, version);
                for (long offset = first; offset < first + 10; offset++) {
                    score(partition, offset, version);
                }
            }
        }
    }

    @Test
    void allThatTheOldestOutputAndTheFencesAfterItName() {
        scored(5);
        assertThat(named()).containsExactly(1, 2, 3, 4, 5);

        topics.deleteBefore(TOPICS.scores(), 0, 35);
        topics.deleteBefore(TOPICS.scores(), 1, 25);
        assertThat(named()).containsExactly(3, 4, 5);

        topics.deleteBefore(TOPICS.scores(), 0, 50);
        topics.deleteBefore(TOPICS.scores(), 1, 49);
        assertThat(named()).containsExactly(5);
    }

    @Test
    void whereNoOutputIsLeftNoneIsNamed() {
        assertThat(named()).isEmpty();
        scored(3);
        topics.deleteBefore(TOPICS.scores(), 0, 30);
        topics.deleteBefore(TOPICS.scores(), 1, 30);
        assertThat(named()).isEmpty();
    }

    @Test
    void aVersionThatWasGoneBackToIsNamedBySeveralFences() {
        fence(0, 0, 1);
        fence(0, 10, 2);
        fence(0, 20, 1);
        fence(0, 30, 3);
        score(0, 25, 1);

        assertThat(named()).as("which of its fences is not told: the earlier").containsExactly(1, 2, 3);
    }

    @Test
    void whatCannotBeToldIsKept() {
        scored(4);
        topics.deleteBefore(TOPICS.scores(), 0, 40);
        topics.deleteBefore(TOPICS.scores(), 1, 40);
        topics.append(TOPICS.alerts(), 0, 0, "p", "written by a serde of somebody's own".getBytes(UTF_8));
        assertThat(named()).as("no alert that can be read").containsExactly(1, 2, 3, 4);

        topics.deleteBefore(TOPICS.alerts(), 0, 1);
        score(1, 500, 9);
        assertThat(named()).as("no fence of version 9").containsExactly(1, 2, 3, 4, 9);
    }

    @Test
    void packedRecordsNameTheirModelToo() {
        scored(4);
        topics.deleteBefore(TOPICS.scores(), 0, 40);
        topics.deleteBefore(TOPICS.scores(), 1, 40);
        byte[] packedWithModel3 = {0x43, 0};
        topics.append(TOPICS.packed(), 0, 0, "p", packedWithModel3);
        assertThat(named()).as("and what came after").containsExactly(3, 4);

        topics.deleteBefore(TOPICS.packed(), 0, 1);
        byte[] withoutAModel = {0x40, 0};
        topics.append(TOPICS.packed(), 1, 0, "p", withoutAModel);
        assertThat(named()).as("what came after cannot be told").containsExactly(1, 2, 3, 4);
    }

    @Test
    void aFenceThatCannotBeReadLeavesAllUnknown() {
        scored(1);
        topics.append(TOPICS.fences(), 0, 0, "0", "no fence".getBytes(UTF_8));

        assertThatThrownBy(this::named)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("pumps.fences-0@1 is no fence");
    }

    @Test
    void topicsThatDoNotExistNameNothing() {
        assertThat(new NamedVersions(TOPICS, new RecordedTopic("telemetry", 1), new ContractReader(SchemaSource.NONE))
                        .read())
                .isEmpty();
    }
}
