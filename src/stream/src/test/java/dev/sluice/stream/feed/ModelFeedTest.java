package dev.sluice.stream.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.command.ExitCode;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.TestModels;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.ContractJson;
import dev.sluice.stream.metrics.ScoringMeters;
import dev.sluice.stream.runtime.ExitSignal;
import dev.sluice.topic.ModelCatalog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelFeedTest {

    private static final TopicPartition MODELS = new TopicPartition("pumps.models", 0);
    private static final TopicPartition ACTIVATIONS = new TopicPartition("pumps.activations", 0);

    private final PipelineConfig config =
            PipelineConfig.of(TestModels.PIPELINE, Map.of(), InputConfig.json("telemetry"));
    private final ActiveModel active = new ActiveModel();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ExitSignal exit = new ExitSignal();
    private final AtomicBoolean brokerAway = new AtomicBoolean();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(
                Collection<TopicPartition> partitions, Duration timeout) {
            if (brokerAway.get()) {
                throw new TimeoutException("no answer");
            }
            return super.endOffsets(partitions, timeout);
        }
    };
    private ModelFeed feed;

    @AfterEach
    void close() {
        feed.close();
    }

    private void start(Supplier<Consumer<byte[], byte[]>> consumers) {
        feed = new ModelFeed(
                config.topics(),
                new ModelTracker(config, active, new ScoringMeters(registry, AlertBudget.DEFAULT), rejection -> {}),
                consumers,
                exit,
                Duration.ZERO);
        feed.start();
    }

    private void topicsExist(long modelsEnd, long activationsEnd) {
        consumer.updateBeginningOffsets(Map.of(MODELS, 0L, ACTIVATIONS, 0L));
        consumer.updateEndOffsets(Map.of(MODELS, modelsEnd, ACTIVATIONS, activationsEnd));
        for (TopicPartition p : List.of(MODELS, ACTIVATIONS)) {
            consumer.updatePartitions(p.topic(), List.of(new PartitionInfo(p.topic(), 0, null, null, null)));
        }
    }

    private void publish(int version, long offset) {
        byte[] artifact = ArtifactWriter.write(TestModels.artifact(version, 2, "pressure"));
        consumer.addRecord(new ConsumerRecord<>("pumps.models", 0, offset, ModelCatalog.key(version), artifact));
        Activation activation = new Activation(
                TestModels.PIPELINE, version, Decision.PROMOTED, "why", "trainer", 1L, Map.of(), List.of());
        consumer.addRecord(new ConsumerRecord<>("pumps.activations", 0, offset, null, ContractJson.encode(activation)));
    }

    @Test
    void takesOnlyTheLastOfTheVersionsThatWereThereAtTheStart() {
        topicsExist(2, 2);
        consumer.schedulePollTask(() -> publish(1, 0));
        consumer.schedulePollTask(() -> publish(2, 1));
        start(() -> consumer);

        await().until(() -> active.version() == 2);
        assertThat(registry.get("sluice.model.swaps").counter().count()).isZero();
    }

    @Test
    void followsWhatComesLater() {
        topicsExist(1, 1);
        consumer.schedulePollTask(() -> publish(1, 0));
        start(() -> consumer);
        await().until(() -> active.version() == 1);

        consumer.schedulePollTask(() -> publish(2, 1));
        await().until(() -> active.version() == 2);
    }

    @Test
    void waitsForTopicsThatDoNotExistYet() {
        start(() -> consumer);
        topicsExist(1, 1);
        consumer.schedulePollTask(() -> publish(1, 0));

        await().until(() -> active.version() == 1);
    }

    @Test
    void triesAgainWithAConsumerOfItsOwnAfterAFailure() {
        topicsExist(1, 1);
        consumer.schedulePollTask(() -> publish(1, 0));
        Deque<RuntimeException> failures = new ArrayDeque<>(
                List.of(new KafkaException("broker is away"), new KafkaException("broker is still away")));
        start(() -> {
            if (!failures.isEmpty()) {
                throw failures.removeFirst();
            }
            return consumer;
        });

        await().until(() -> active.version() == 1);
        assertThat(exit.raised()).isEmpty();
    }

    @Test
    void givesUpWhereTheClusterRefuses() {
        start(() -> {
            throw new TopicAuthorizationException("not authorized to read pumps.models");
        });

        await().until(() -> exit.raised().isPresent());
        assertThat(exit.await().code()).isEqualTo(ExitCode.BROKER);
        assertThat(exit.await().reason()).contains("not authorized to read pumps.models");
    }

    @Test
    void noticesABrokerThatGoesAwayAndComesBack() {
        topicsExist(1, 1);
        consumer.schedulePollTask(() -> publish(1, 0));
        start(() -> consumer);
        await().until(() -> active.version() == 1);

        brokerAway.set(true);
        await().until(() -> !feed.brokerAnswers());
        brokerAway.set(false);
        await().until(() -> feed.brokerAnswers());
        assertThat(active.version()).isEqualTo(1);
    }

    @Test
    void closesItsConsumer() {
        topicsExist(0, 0);
        start(() -> consumer);
        await().until(() -> !consumer.assignment().isEmpty());

        feed.close();
        assertThat(consumer.closed()).isTrue();
    }
}
