package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.contract.Alert;
import dev.sluice.contract.Fence;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.ScoringService;
import dev.sluice.trainer.TrainerService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedBroker.class)
class RetrainIT {

    @Test
    void historyBecomesAModelScoresFlowAndARetrainIsSwappedInWithEveryRecordAccountedFor(
            EmbeddedBroker broker, @TempDir Path state) throws Exception {
        try (TestPipeline pipeline = new TestPipeline("retrain", 3, broker, state);
                TrainerService trainer = new TrainerService(pipeline.config, Clock.systemUTC());
                ScoringService scorer = new ScoringService(pipeline.config)) {
            scorer.start();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> scorer.status().state().equals("waiting for first model"));
            Thread training = new Thread(trainer::run);
            training.start();
            pipeline.sendNormal(1_500);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> scorer.status().state().equals("ready: model 1"));
            AtomicInteger sent = new AtomicInteger(1_500);
            // A retrain needs news, and takes longer than a broker takes records.
            await().atMost(Duration.ofSeconds(90))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        pipeline.sendNormal(50);
                        sent.addAndGet(50);
                        return scorer.status().championVersion() >= 2;
                    });
            for (int i = 0; i < 5; i++) {
                pipeline.send("device-1", "{\"a\":0,\"b\":10,\"c\":100,\"d\":400}");
            }
            pipeline.sendNormal(300);
            int total = sent.get() + 305;
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    pipeline.read(pipeline.config.topics().scores()))
                            .hasSize(total));

            List<ConsumerRecord<byte[], byte[]>> inputs =
                    pipeline.read(pipeline.config.input().topic());
            Set<String> places = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> input : inputs) {
                places.add(input.partition() + "@" + input.offset());
            }
            Map<Integer, Map<Long, Integer>> fences = fences(pipeline);
            Set<Integer> versions = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> record :
                    pipeline.read(pipeline.config.topics().scores())) {
                Score score = ContractJson.decode(record.value(), Score.class);
                assertThat(places.remove(score.getPartition() + "@" + score.getOffset()))
                        .as("scored once")
                        .isTrue();
                assertThat(record.partition()).isEqualTo(score.getPartition());
                assertThat(record.timestamp()).isEqualTo(score.getTimestamp());
                assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(score.getEntity());
                assertThat(score.getModelVersion())
                        .isEqualTo(versionAt(fences.get(score.getPartition()), score.getOffset()));
                versions.add(score.getModelVersion());
            }
            assertThat(places).isEmpty();
            assertThat(versions).contains(1, 2);
            assertThat(pipeline.read(pipeline.config.topics().latents()))
                    .hasSize(total)
                    .allSatisfy(r -> assertThat(
                                    ContractJson.decode(r.value(), Latent.class).getValues())
                            .hasSize(1));
            assertThat(pipeline.read(pipeline.config.topics().alerts()))
                    .anySatisfy(r -> assertThat(ContractJson.decode(r.value(), Alert.class)
                                    .getFields()
                                    .get(0)
                                    .getField())
                            .isEqualTo("d"));
        }
    }

    /** Per partition, the first offset of each version. */
    private static Map<Integer, Map<Long, Integer>> fences(TestPipeline pipeline) throws Exception {
        Map<Integer, Map<Long, Integer>> fences = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record :
                pipeline.read(pipeline.config.topics().fences())) {
            Fence fence = ContractJson.decode(record.value(), Fence.class);
            fences.computeIfAbsent(fence.getPartition(), p -> new HashMap<>())
                    .put(fence.getOffset(), fence.getModelVersion());
        }
        return fences;
    }

    private static int versionAt(Map<Long, Integer> fences, long offset) {
        return fences.entrySet().stream()
                .filter(f -> f.getKey() <= offset)
                .max(Map.Entry.comparingByKey())
                .orElseThrow()
                .getValue();
    }
}
