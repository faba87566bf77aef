package dev.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.cli.cluster.Cluster;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.ContractJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class ReconciliationIT {

    @Test
    void holdsOnlyWhereEveryRecordHasExactlyOneOutcomeAndEveryScoreItsLatent(EmbeddedBroker broker) throws Exception {
        Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
        PipelineConfig config = PipelineConfig.of("reconciled", kafka, InputConfig.json("reconciled-input"));
        try (Cluster cluster = Cluster.connect(kafka);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            cluster.createIfAbsent(config.input().topic(), 1);
            cluster.createIfAbsent(config.topics().scores(), 1);
            cluster.createIfAbsent(config.topics().latents(), 1);
            cluster.createIfAbsent(config.topics().deadLetters(), 1);
            for (int offset = 0; offset < 3; offset++) {
                send(producer, new ProducerRecord<>(config.input().topic(), "{}".getBytes(StandardCharsets.UTF_8)));
            }
            send(producer, config.topics().scores(), score(0));
            send(producer, config.topics().latents(), latent(0));
            send(producer, deadLetter(config, 1));
            assertThat(Reconciliation.read(config)).satisfies(r -> {
                assertThat(r.recordsIn()).isEqualTo(3);
                assertThat(r.missing()).isEqualTo(1);
                assertThat(r.duplicates()).isZero();
                assertThat(r.holds()).isFalse();
            });

            send(producer, config.topics().scores(), score(2));
            assertThat(Reconciliation.read(config)).satisfies(r -> {
                assertThat(r.missing()).isZero();
                assertThat(r.holds()).as("a latent is missing").isFalse();
            });

            send(producer, config.topics().latents(), latent(2));
            assertThat(Reconciliation.read(config)).satisfies(r -> {
                assertThat(r.scores()).isEqualTo(2);
                assertThat(r.deadLetters()).isEqualTo(1);
                assertThat(r.versions()).containsExactly(4);
                assertThat(r.holds()).isTrue();
            });

            send(producer, deadLetter(config, 2));
            assertThat(Reconciliation.read(config)).satisfies(r -> {
                assertThat(r.duplicates()).isEqualTo(1);
                assertThat(r.holds()).isFalse();
            });
        }
    }

    private static ProducerRecord<byte[], byte[]> deadLetter(PipelineConfig config, long offset) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(config.topics().deadLetters(), "?".getBytes(StandardCharsets.UTF_8));
        letter.headers().add("sluice.partition", "0".getBytes(StandardCharsets.UTF_8));
        letter.headers().add("sluice.offset", Long.toString(offset).getBytes(StandardCharsets.UTF_8));
        return letter;
    }

    private static Score score(long offset) {
        return new Score(null, "reconciled-input", 0, offset, 0L, 4, 0.5, 0.5, 1.0, false, 0, List.of());
    }

    private static Latent latent(long offset) {
        return new Latent(null, "reconciled-input", 0, offset, 0L, 4, 0, List.of(1f), null, null);
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String topic, SpecificRecord value)
            throws ExecutionException, InterruptedException {
        send(producer, new ProducerRecord<>(topic, ContractJson.encode(value)));
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record)
            throws ExecutionException, InterruptedException {
        producer.send(record).get();
    }
}
