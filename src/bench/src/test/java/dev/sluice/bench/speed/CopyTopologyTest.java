package dev.sluice.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class CopyTopologyTest {

    private static final PipelineConfig CONFIG = PipelineConfig.of("copied", Map.of(), InputConfig.json("in"));

    @Test
    void writesAScoreAndALatentForEachRecordInTurns() {
        CopyTopology.Outputs outputs = new CopyTopology.Outputs(
                new byte[][] {bytes("score-1"), bytes("score-2")}, new byte[][] {bytes("latent")});
        try (TopologyTestDriver driver = new TopologyTestDriver(CopyTopology.of(CONFIG, outputs), settings())) {
            var in = driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer());
            for (int i = 0; i < 3; i++) {
                in.pipeInput(bytes("device"), bytes("record"), 1_000 + i);
            }

            assertThat(values(driver, CONFIG.topics().scores())).containsExactly("score-1", "score-2", "score-1");
            assertThat(values(driver, CONFIG.topics().latents())).containsExactly("latent", "latent", "latent");
        }
    }

    @Test
    void keepsKeyAndTimestamp() {
        CopyTopology.Outputs outputs =
                new CopyTopology.Outputs(new byte[][] {bytes("score")}, new byte[][] {bytes("latent")});
        try (TopologyTestDriver driver = new TopologyTestDriver(CopyTopology.of(CONFIG, outputs), settings())) {
            driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(bytes("device"), bytes("record"), 7);

            TestRecord<byte[], byte[]> score =
                    records(driver, CONFIG.topics().scores()).get(0);
            assertThat(score.key()).isEqualTo(bytes("device"));
            assertThat(score.timestamp()).isEqualTo(7);
        }
    }

    @Test
    void tellsHowManyBytesARecordMakes() {
        CopyTopology.Outputs outputs =
                new CopyTopology.Outputs(new byte[][] {new byte[10], new byte[20]}, new byte[][] {new byte[4]});

        assertThat(outputs.meanBytes()).isEqualTo(19);
    }

    private static List<String> values(TopologyTestDriver driver, String topic) {
        return records(driver, topic).stream()
                .map(r -> new String(r.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<TestRecord<byte[], byte[]>> records(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Properties settings() {
        Properties settings = new Properties();
        settings.put("application.id", "copy");
        settings.put("bootstrap.servers", "nowhere:9092");
        return settings;
    }
}
