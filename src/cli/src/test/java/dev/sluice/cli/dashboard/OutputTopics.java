package dev.sluice.cli.dashboard;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.cluster.Cluster;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Check;
import dev.sluice.contract.Decision;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.topology.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The output topics of a pipeline that nobody runs, written as a scorer and a trainer would. */
final class OutputTopics implements AutoCloseable {

    private static final int LATENT = 6;

    final PipelineConfig config;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Random random = new Random(7);
    private long offset;

    OutputTopics(String name, EmbeddedBroker broker) throws InterruptedException {
        Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
        config = PipelineConfig.of(name, kafka, InputConfig.json(name + "-telemetry"));
        try (Cluster cluster = Cluster.connect(kafka)) {
            cluster.createIfAbsent(config.input().topic(), 1);
            for (String topic : config.topics().all()) {
                cluster.createIfAbsent(topic, 1);
            }
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** An input record, its score and its latent. */
    void record(String entity, double score, long timestamp) {
        send(config.input().topic(), entity, timestamp, new byte[] {'{', '}'});
        outcome(entity, score, timestamp);
    }

    /** A score and a latent, of a record that is not there. */
    void outcome(String entity, double score, long timestamp) {
        long at = offset++;
        send(
                config.topics().scores(),
                entity,
                timestamp,
                ContractJson.encode(new Score(
                        entity,
                        config.input().topic(),
                        0,
                        at,
                        timestamp,
                        3,
                        score,
                        Math.exp(-7 * score),
                        score,
                        score >= 1,
                        0,
                        List.of())));
        send(
                config.topics().latents(),
                entity,
                timestamp,
                ContractJson.encode(new Latent(
                        entity, config.input().topic(), 0, at, timestamp, 3, 1, latent(entity, score), null, null)));
    }

    private List<Float> latent(String entity, double score) {
        Float[] values = new Float[LATENT];
        int group = Math.floorMod(entity.hashCode(), 3);
        for (int i = 0; i < LATENT; i++) {
            values[i] = (float) ((i == group ? 2.5 : 0)
                    + (i == 4 ? Math.max(0, score - 0.8) : 0)
                    + random.nextGaussian() * (i < 3 ? 0.5 : 0.15));
        }
        return List.of(values);
    }

    /** An input record that waits for its score. */
    void unscored(long timestamp) {
        send(config.input().topic(), "late", timestamp, new byte[] {'{', '}'});
    }

    /** By hand, with the fields of incidents whether or not the schema has them. */
    void alert(String id, String state, String entity, double score, long timestamp, String fields) {
        String json = "{\"id\":" + quoted(id) + ",\"state\":\"" + state + "\",\"entity\":" + quoted(entity)
                + ",\"topic\":\"" + config.input().topic() + "\",\"partition\":0,\"offset\":7,\"timestamp\":"
                + timestamp
                + ",\"modelVersion\":3,\"score\":" + score + ",\"pValue\":1e-6,\"fields\":[" + fields + "],\"start\":"
                + (timestamp - 60_000) + ",\"peakScore\":" + score + ",\"peakTimestamp\":" + timestamp
                + ",\"records\":42,\"repair\":[],\"members\":[],\"memberCount\":1}";
        send(config.topics().alerts(), entity, timestamp, json.getBytes(StandardCharsets.UTF_8));
    }

    /** One field of an alert, as JSON. */
    static String field(String name, double observed, double expected, double share) {
        return "{\"field\":" + quoted(name) + ",\"observed\":" + observed + ",\"expected\":" + expected + ",\"share\":"
                + share + "}";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    void activation(int version, Decision decision, String reason, long timestamp) {
        send(
                config.topics().activations(),
                config.pipeline(),
                timestamp,
                ContractJson.encode(new Activation(
                        config.pipeline(),
                        version,
                        decision,
                        reason,
                        "trainer",
                        timestamp,
                        Map.of(),
                        List.of(
                                new Check(
                                        "reconstruction-error",
                                        0.0312,
                                        0.0287,
                                        0.0327,
                                        false,
                                        true,
                                        "of 2,000 records"),
                                new Check("alert-rate", 0.0001, 0.0002, 0.0004, false, true, "of 2,000 records"),
                                new Check("score-stability", null, 0.94, 0.9, true, true, ""),
                                new Check("canary-spike", 0.99, 0.97, 0.95, true, true, "")))));
    }

    void deadLetter(String reason, long timestamp) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(config.topics().deadLetters(), null, timestamp, null, new byte[] {'?'});
        letter.headers().add(DeadLetterHeaders.REASON, reason.getBytes(StandardCharsets.UTF_8));
        Future<RecordMetadata> unused = producer.send(letter);
    }

    private void send(String topic, String key, long timestamp, byte[] value) {
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(
                topic, null, timestamp, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value));
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
