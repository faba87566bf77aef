package dev.sluice.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("pumps.activations", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final List<String> read = new ArrayList<>();

    private void read(Map<TopicPartition, Long> written) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 1L));
        consumer.schedulePollTask(() -> add(0, "first"));
        consumer.schedulePollTask(() -> {});
        consumer.schedulePollTask(() -> add(1, "just committed"));
        TopicReader.readAll(consumer, List.of(PARTITION), written, r -> read.add(new String(r.value(), UTF_8)));
    }

    private void add(long offset, String value) {
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, new byte[0], value.getBytes(UTF_8)));
    }

    @Test
    void readsToThePresentEnd() {
        read(Map.of());

        assertThat(read).containsExactly("first");
    }

    @Test
    void waitsForWhatIsAcknowledgedButCannotBeReadYet() {
        read(Map.of(PARTITION, 2L));

        assertThat(read).containsExactly("first", "just committed");
    }
}
