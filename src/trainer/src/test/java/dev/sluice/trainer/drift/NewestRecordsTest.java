package dev.sluice.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.OffsetRange;
import dev.sluice.trainer.history.RecordedTopic;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class NewestRecordsTest {
    private final RecordedTopic topic = new RecordedTopic("telemetry", 2);
    private final List<String> read = new ArrayList<>();
    private int stretches;

    private final NewestRecords.Sink sink = new NewestRecords.Sink() {
        @Override
        public void beginStretch() {
            stretches++;
        }

        @Override
        public void accept(ConsumerRecord<byte[], byte[]> record) {
            read.add(record.partition() + "@" + record.offset());
        }
    };

    private NewestRecords since(long first, long second) {
        return NewestRecords.of(
                        topic,
                        "telemetry",
                        List.of(
                                new OffsetRange("telemetry", 0, 0L, first),
                                new OffsetRange("telemetry", 1, 0L, second)))
                .orElseThrow();
    }

    @Test
    void theNewestOfEachPartitionAreReadAsOneStretchEach() {
        for (int i = 0; i < 10; i++) {
            topic.append(0, 1_000 + i, "a", "{}");
            topic.append(1, 1_000 + i, "b", "{}");
        }
        NewestRecords newest = since(4, 6);

        assertThat(newest.count()).isEqualTo(10);
        newest.read(5, 100, sink);

        assertThat(read).containsExactly("0@7", "0@8", "0@9", "1@8", "1@9");
        assertThat(stretches).isEqualTo(2);
    }

    @Test
    void ofManyAnEvenSampleOfStretchesIsReadThatEndsWithTheNewest() {
        List<OffsetRange> stretches =
                NewestRecords.stretches(new OffsetRange("telemetry", 0, 0L, 100_000L), 80_000, 4_000);

        assertThat(stretches)
                .hasSize(8)
                .allSatisfy(s -> assertThat(s.getToOffset() - s.getFromOffset()).isEqualTo(500));
        assertThat(stretches.get(0).getToOffset()).isEqualTo(30_000);
        assertThat(stretches.get(7).getToOffset()).isEqualTo(100_000);
    }

    @Test
    void aTopicThatWasMadeAnewIsNoNewRecord() {
        topic.append(0, 1_000, "a", "{}");
        assertThat(since(500, 0).count()).isZero();
    }

    @Test
    void aTopicThatIsNotThereHasNone() {
        assertThat(NewestRecords.of(topic, "elsewhere", List.of())).isEmpty();
    }
}
