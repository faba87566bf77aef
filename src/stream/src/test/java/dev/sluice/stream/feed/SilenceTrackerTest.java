package dev.sluice.stream.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.command.ExitCode;
import dev.sluice.contract.Silence;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.StandingSilence;
import dev.sluice.pipeline.StandingSilence.Weekly;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.metrics.ScoringMeters;
import dev.sluice.stream.runtime.ExitSignal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class SilenceTrackerTest {

    private static final TopicPartition PLACE = new TopicPartition("pumps.silences", 0);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PipelineConfig config = PipelineConfig.of(
                    "pumps", Map.of("bootstrap.servers", "localhost:9092"), InputConfig.json("telemetry"))
            .withSilences(List.of(new StandingSilence(
                    Optional.empty(),
                    Optional.of("flow"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(Weekly.parse("Sat 02:00-04:00")),
                    ZoneOffset.UTC)));
    private final SilenceTracker tracker = new SilenceTracker(config, new ScoringMeters(registry, AlertBudget.DEFAULT));
    private long offset;

    private ConsumerRecord<byte[], byte[]> record(String key, byte[] value) {
        return new ConsumerRecord<>(
                "pumps.silences", 0, offset++, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static byte[] silence(String id, long from, long until) {
        return ContractJson.encode(new Silence(id, "pump-*", null, from, until, "", "anna", 0L));
    }

    private void see(ConsumerRecord<byte[], byte[]> record) {
        tracker.accept(List.of(record));
        tracker.refresh();
    }

    private double bad() {
        return registry.get("sluice.silences.rejected").counter().count();
    }

    @Test
    void standingSilencesHoldFromTheStart() {
        assertThat(tracker.get().size()).isEqualTo(1);
    }

    @Test
    void aTombstoneTakesASilenceBack() {
        see(record("one", silence("one", 0, 10)));
        see(record("two", silence("two", 0, 10)));
        see(record("two", silence("two", 5, 20)));
        assertThat(tracker.get().size()).isEqualTo(3);
        assertThat(registry.get("sluice.silences").gauge().value()).isEqualTo(3);
        see(record("one", null));
        see(record("never", null));
        assertThat(tracker.get().size()).isEqualTo(2);
        assertThat(bad()).isZero();
    }

    @Test
    void whatIsNoSilenceIsCountedAndChangesNothing() {
        see(record("one", silence("one", 0, 10)));
        see(record("one", "{}".getBytes(StandardCharsets.UTF_8)));
        see(record("one", new byte[] {0, 1, 2}));
        see(record(null, silence("x", 0, 10)));
        see(record("x", silence("x", 10, 10)));
        assertThat(bad()).isEqualTo(4);
        assertThat(tracker.get().size()).isEqualTo(2);
    }

    @Test
    void theFeedReadsTheTopicAndSaysWhenItHas() throws Exception {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
        consumer.updatePartitions(
                "pumps.silences", List.of(new PartitionInfo("pumps.silences", 0, Node.noNode(), null, null)));
        consumer.updateBeginningOffsets(Map.of(PLACE, 0L));
        consumer.updateEndOffsets(Map.of(PLACE, 1L));
        consumer.schedulePollTask(() -> consumer.addRecord(record("one", silence("one", 0, 10))));
        try (SilenceFeed feed = new SilenceFeed("pumps.silences", tracker, () -> consumer, new ExitSignal())) {
            feed.start();
            assertThat(feed.awaitRead(Duration.ofSeconds(20))).isTrue();
            assertThat(tracker.get().size()).isEqualTo(2);
        }
    }

    @Test
    void aClusterThatRefusesEndsTheScorerAsForModels() throws Exception {
        ExitSignal exit = new ExitSignal();
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name()) {
            @Override
            public synchronized List<PartitionInfo> partitionsFor(String topic) {
                throw new TopicAuthorizationException(Set.of(topic));
            }
        };
        try (SilenceFeed feed = new SilenceFeed("pumps.silences", tracker, () -> consumer, exit)) {
            feed.start();
            assertThat(exit.await().code()).isEqualTo(ExitCode.BROKER);
            assertThat(exit.await().reason()).contains("pumps.silences");
        }
    }

    @Test
    void aTopicThatCannotBeReadIsNotWaitedForForEver() throws Exception {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
        try (SilenceFeed feed = new SilenceFeed("pumps.silences", tracker, () -> consumer, new ExitSignal())) {
            feed.start();
            assertThat(feed.awaitRead(Duration.ofMillis(50))).isFalse();
            assertThat(tracker.get().size()).isEqualTo(1);
        }
    }
}
