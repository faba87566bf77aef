package dev.sluice.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.Fence;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.ModelTrust;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.pipeline.Renewal;
import dev.sluice.record.ContractJson;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.trainer.engine.SyntheticRows;
import dev.sluice.trainer.history.RecordedTopic;
import dev.sluice.trainer.publish.Publisher;
import dev.sluice.trainer.training.TrainedModel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TrainerServiceTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(10_000_000), ZoneOffset.UTC);
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final PipelineConfig CONFIG = PipelineFile.parse("""
            pipeline: pumps
            input: {topic: telemetry}
            training: {history: PT2H, every: PT1H, min-records: 100, max-epochs: 2, search: 0s}
            """, "test", Map.of());

    private static final PipelineConfig QUICK =
            CONFIG.withTraining(CONFIG.training().withMaxEpochs(1));

    private final RecordedTopic topic = new RecordedTopic("telemetry", 2);
    private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
    private final List<String> waited = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failuresLeft = new AtomicInteger();
    private KafkaException failure = new TimeoutException("broker gone");
    private final Clock clock = new SettableClock();
    private volatile Duration passed = Duration.ZERO;
    private Runnable onTrained = () -> {};

    private void append(int count, int seed) {
        for (double[] row : SyntheticRows.normal(count, 3, seed)) {
            topic.append(
                    seed % 2, 9_000_000, "p", "{\"a\": " + row[0] + ", \"b\": " + row[1] + ", \"c\": " + row[2] + "}");
        }
    }

    private List<ProducerRecord<byte[], byte[]>> published() {
        return producers.stream().flatMap(p -> p.history().stream()).toList();
    }

    private ModelCatalog catalog() {
        ModelCatalog catalog = new ModelCatalog(CONFIG.topics());
        long offset = 0;
        for (ProducerRecord<byte[], byte[]> p : published()) {
            catalog.accept(new ConsumerRecord<>(p.topic(), 0, offset++, p.key(), p.value()));
        }
        return catalog;
    }

    private TrainerService service(PipelineConfig config) {
        TrainingListener listener = new TrainingListener() {
            @Override
            public void waiting(String reason) {
                waited.add(reason);
            }

            @Override
            public void trained(TrainedModel challenger) {
                onTrained.run();
            }
        };
        return new TrainerService(config, clock, listener, InMemory::new);
    }

    /** Stands still until it is put on. */
    private final class SettableClock extends Clock {
        @Override
        public Instant instant() {
            return CLOCK.instant().plus(passed);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** The cluster of this test. */
    private final class InMemory implements Connection {
        @Override
        public Consumer<byte[], byte[]> consumer() {
            if (failuresLeft.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw failure;
            }
            return topic;
        }

        @Override
        public ModelCatalog catalog() {
            return TrainerServiceTest.this.catalog();
        }

        @Override
        public Publisher openPublisher() {
            MockProducer<byte[], byte[]> producer =
                    new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
            Publisher publisher = new Publisher(producer, CONFIG.topics(), CLOCK, Optional.empty());
            producers.stream().filter(p -> !p.closed()).forEach(MockProducer::fenceProducer);
            producers.add(producer);
            return publisher;
        }

        @Override
        public void close() {}
    }

    @Test
    void aSigningKeyThatIsNotThereIsToldBeforeAnythingIsTrained() {
        PipelineConfig config = CONFIG.withTrust(new ModelTrust(List.of(), "nowhere.pem"));
        assertThatThrownBy(() -> new TrainerService(config, CLOCK))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("trainer.signing-key: cannot read file nowhere.pem (NoSuchFileException)")
                .hasMessageEndingWith("as `sluice keys generate` writes it");
    }

    @Test
    void theFirstModelIsTrainedFromTheHistoryThereIs() throws Exception {
        append(150, 1);
        append(150, 2);
        topic.append(0, 9_000_000, "p", "no json");

        Optional<Activation> decision = service(CONFIG).trainOnce();

        assertThat(decision).hasValueSatisfying(a -> {
            assertThat(a.getDecision()).isEqualTo(Decision.PROMOTED);
            assertThat(a.getVersion()).isEqualTo(1);
            assertThat(a.getReason()).isEqualTo("first model on 300 of 300 rows; sound on the latest 30 rows");
        });
        LoadedModel model = ArtifactReader.load(catalog().artifact(1).orElseThrow(), CONFIG.maxModelBytes(), "pumps");
        assertThat(model.model().fields()).containsExactly("a", "b", "c");
        assertThat(model.artifact().getProvenance().getRowsBad()).isEqualTo(1);
        assertThat(model.artifact().getProvenance().getParentVersion()).isNull();
    }

    @Test
    void aRetrainTakesTheNextVersionAndNamesItsParent() throws Exception {
        append(200, 1);
        TrainerService service = service(CONFIG);
        service.trainOnce();
        append(50, 2);

        assertThat(service.trainOnce())
                .hasValueSatisfying(a -> assertThat(a.getVersion()).isEqualTo(2));

        assertThat(ArtifactReader.load(catalog().artifact(2).orElseThrow(), CONFIG.maxModelBytes(), "pumps")
                        .artifact()
                        .getProvenance()
                        .getParentVersion())
                .isEqualTo(1);
    }

    @Test
    void aClusterThatRefusesEndsIt() {
        TrainerService service = new TrainerService(CONFIG, CLOCK, new TrainingListener() {}, () -> {
            throw new TopicAuthorizationException(Set.of("pumps.models"));
        });

        service.run();

        assertThat(service.refusal())
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("the Kafka cluster does not allow it: no access to topic pumps.models: grant"));
    }

    @Test
    void tooFewRecordsAreNoErrorAndSaidWithTheNumberNeeded() throws Exception {
        append(99, 1);

        assertThat(service(CONFIG).trainOnce()).isEmpty();
        assertThat(waited)
                .singleElement()
                .asString()
                .startsWith("topic \"telemetry\" has 99 of the 100 records needed within PT2H");
        assertThat(published()).isEmpty();
    }

    @Test
    void badRecordsDoNotMakeUpTheNumberNeeded() throws Exception {
        append(99, 1);
        topic.append(0, 9_000_000, "p", "no json");

        assertThat(service(CONFIG).trainOnce()).isEmpty();
        assertThat(waited).singleElement().asString().contains("99 of the 100").contains("1 bad ones do not count");
    }

    @Test
    void recordsOlderThanTheHistoryDoNotCount() throws Exception {
        for (int i = 0; i < 500; i++) {
            topic.append(0, 1_000, "p", "{\"a\": " + i + "}");
        }

        assertThat(service(CONFIG).trainOnce()).isEmpty();
        assertThat(waited).singleElement().asString().contains("has 0 of the 100");
    }

    @Test
    void aTopicThatDoesNotExistYetIsSaid() throws Exception {
        PipelineConfig other = PipelineFile.parse("pipeline: pumps\ninput: {topic: elsewhere}", "test", Map.of());

        assertThat(service(other).trainOnce()).isEmpty();
        assertThat(waited).containsExactly("topic \"elsewhere\" does not exist yet");
    }

    @Test
    void aModelThatMustNotBeUsedIsPublishedAsRejectedOnly() throws Exception {
        append(200, 1);
        PipelineConfig small = CONFIG.withMaxModelBytes(1_000);

        assertThat(service(small).trainOnce())
                .hasValueSatisfying(a -> assertThat(a.getDecision()).isEqualTo(Decision.REJECTED));
        assertThat(published()).extracting(ProducerRecord::topic).containsExactly("pumps.activations");
        assertThat(catalog().lastVersion()).isEqualTo(1);
    }

    @Test
    void runSurvivesABrokerThatIsGoneAndEndsWhenClosed() throws Exception {
        append(200, 1);
        failuresLeft.set(1);
        TrainerService service = service(CONFIG);
        Thread runner = new Thread(service::run);
        runner.start();

        await().until(() -> catalog().champion().isPresent());
        service.close();

        runner.join(5_000);
        assertThat(runner.isAlive()).isFalse();
        assertThat(waited).anySatisfy(w -> assertThat(w).endsWith("cannot be used: broker gone"));
        assertThat(catalog().versions()).containsExactly(1);
    }

    @Test
    void aSecondTrainerFencesTheFirstWhichStandsByUntilTheSecondIsSilent() throws Exception {
        append(200, 1);
        TrainerService first = service(CONFIG);
        TrainerService second = service(CONFIG);
        first.step();
        assertThat(catalog().versions()).containsExactly(1);

        append(50, 2);
        passed = STEP;
        second.step();
        assertThat(catalog().versions()).containsExactly(1, 2);

        append(50, 3);
        first.step();
        assertThat(catalog().versions()).as("the first was fenced").containsExactly(1, 2);
        passed = STEP.multipliedBy(3);
        first.step();
        assertThat(catalog().versions()).as("the first stands by").containsExactly(1, 2);

        passed = STEP.multipliedBy(10);
        first.step();
        assertThat(catalog().versions()).as("the first takes over").containsExactly(1, 2, 3);
        append(50, 4);
        second.step();
        assertThat(catalog().versions()).as("the second was fenced").containsExactly(1, 2, 3);
        first.close();
        second.close();
        assertThat(producers).allMatch(MockProducer::closed);
    }

    @Test
    void theParentIsTheLastVersionThatScorersCanUse() throws Exception {
        append(200, 1);
        TrainerService service = service(CONFIG);
        service.trainOnce();
        garbage(7);
        append(50, 2);

        assertThat(service.trainOnce())
                .hasValueSatisfying(a -> assertThat(a.getVersion()).isEqualTo(8));

        assertThat(ArtifactReader.load(catalog().artifact(8).orElseThrow(), CONFIG.maxModelBytes(), "pumps")
                        .artifact()
                        .getProvenance()
                        .getParentVersion())
                .isEqualTo(1);
    }

    private void appendChanging(int count, double off, long from) {
        int i = 0;
        for (double[] row : SyntheticRows.normal(count, 3, 5 + (long) off)) {
            topic.append(
                    0,
                    from + 100L * i++,
                    "p",
                    "{\"a\": " + (row[0] + off) + ", \"b\": " + row[1] + ", \"c\": " + (row[2] - off) + "}");
        }
    }

    @Test
    void whileAVersionIsPinnedANewOneIsPublishedButNotPromoted() throws Exception {
        append(200, 1);
        TrainerService service = service(QUICK);
        service.trainOnce();
        decided(Decision.PINNED, 1);
        append(50, 2);

        assertThat(service.trainOnce()).hasValueSatisfying(a -> {
            assertThat(a.getDecision()).isEqualTo(Decision.REJECTED);
            assertThat(a.getReason())
                    .startsWith("version 1 is pinned since ")
                    .contains(" by anna (holds): `sluice models promote` or `unpin` ends that");
        });
        assertThat(catalog().versions()).as("for a later promotion").containsExactly(1, 2);
        assertThat(catalog().champion().orElseThrow().getVersion()).isEqualTo(1);

        decided(Decision.UNPINNED, 1);
        append(50, 3);
        assertThat(service.trainOnce())
                .hasValueSatisfying(a -> assertThat(a.getDecision()).isEqualTo(Decision.PROMOTED));
    }

    @Test
    void whatOperatorsDoWhileAModelIsTrainedCountsForMore() throws Exception {
        append(200, 1);
        TrainerService service = service(QUICK);
        service.trainOnce();
        service.trainOnce();
        onTrained = () -> decided(Decision.ROLLED_BACK, 1);

        assertThat(service.trainOnce()).hasValueSatisfying(a -> {
            assertThat(a.getDecision()).isEqualTo(Decision.REJECTED);
            assertThat(a.getReason())
                    .isEqualTo(
                            "version 1 was made active by anna while this one was trained and judged against version 2");
        });

        onTrained = () -> decided(Decision.IMPORTED, 4);
        assertThat(service.trainOnce()).isEmpty();
        assertThat(waited)
                .singleElement()
                .asString()
                .startsWith("version 4 was published by somebody else while it was trained");
        onTrained = () -> {};
        assertThat(service.trainOnce())
                .hasValueSatisfying(a -> assertThat(a.getVersion()).isEqualTo(5));
    }

    @Test
    void artifactsThatNobodyNeedsAreRemovedAfterADecision() throws Exception {
        append(200, 1);
        topic.add("pumps.scores", 1);
        topic.add("pumps.fences", 1);
        TrainerService service = service(QUICK.withRenewal(new Renewal(true, 0.95, false, STEP, STEP)));
        for (int version = 1; version <= 3; version++) {
            service.trainOnce();
            passed = passed.plus(STEP.multipliedBy(2));
        }
        assertThat(catalog().versions())
                .as("active until now, and what is gone back to")
                .containsExactly(2, 3);

        topic.append("pumps.fences", 0, 0, "0", ContractJson.encode(new Fence("telemetry", 0, 0L, 2, 0L)));
        topic.append("pumps.scores", 0, 0, "p", "not readable".getBytes(StandardCharsets.UTF_8));
        service.trainOnce();
        passed = passed.plus(STEP.multipliedBy(2));
        service.trainOnce();
        assertThat(catalog().versions()).as("2 is perhaps named").containsExactly(2, 4, 5);
    }

    /** By an operator. */
    private void decided(Decision decision, int version) {
        MockProducer<byte[], byte[]> other =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        Activation activation =
                new Activation("pumps", version, decision, "holds", "anna", clock.millis(), Map.of(), List.of());
        Future<RecordMetadata> unused =
                other.send(new ProducerRecord<>("pumps.activations", new byte[0], ContractJson.encode(activation)));
        other.close();
        producers.add(other);
    }

    @Test
    void aChangeOfRegimeIsReportedOnceAndLearnedWhenAnOperatorAcceptsIt() throws Exception {
        appendChanging(600, 0, 8_000_000);
        TrainerService service = service(CONFIG);
        service.trainOnce();
        appendChanging(200, 30, 8_100_000);

        assertThat(service.trainOnce()).isEmpty();
        assertThat(service.trainOnce()).isEmpty();

        assertThat(catalog().activations())
                .extracting(Activation::getDecision)
                .containsExactly(Decision.PROMOTED, Decision.REGIME_REPORTED);
        assertThat(waited)
                .last()
                .asString()
                .startsWith("what is normal for version 1 has changed since 1970-01-01T02:");

        // As `sluice models pin` and `unpin` do: the same version stays active, and so does the report.
        decided(Decision.PINNED, 1);
        decided(Decision.UNPINNED, 1);
        decided(Decision.REGIME_ACCEPTED, 1);
        assertThat(service.trainOnce()).hasValueSatisfying(a -> {
            assertThat(a.getDecision()).as(a.getReason()).isEqualTo(Decision.PROMOTED);
            assertThat(a.getChecks()).isNotEmpty();
        });
        service.close();
    }

    @Test
    void aChangeOfRegimeIsLearnedWithoutAnOperatorWhenItHasLasted() throws Exception {
        appendChanging(600, 0, 8_000_000);
        TrainerService service = service(CONFIG);
        service.trainOnce();
        appendChanging(200, 30, 8_100_000);
        assertThat(service.trainOnce()).isEmpty();

        passed = Duration.ofMinutes(59);
        assertThat(service.trainOnce()).isEmpty();
        passed = Duration.ofMinutes(61);
        assertThat(service.trainOnce())
                .hasValueSatisfying(
                        a -> assertThat(a.getDecision()).as(a.getReason()).isEqualTo(Decision.PROMOTED));
        service.close();
    }

    @Test
    void aChallengerThatIsTurnedDownIsPublishedForAnOperatorToSee() throws Exception {
        appendChanging(400, 0, 8_000_000);
        TrainerService service = service(CONFIG);
        service.trainOnce();
        // Nothing is learned with so small a rate.
        PipelineConfig blind = PipelineFile.parse("""
            pipeline: pumps
            input: {topic: telemetry}
            training: {history: PT2H, every: PT1H, min-records: 100, max-epochs: 1, search: 0s, learning-rate: 1e-9,
              warm-start: false}
            """, "test", Map.of());
        appendChanging(200, 0, 8_050_000);

        assertThat(service(blind).trainOnce()).hasValueSatisfying(a -> {
            assertThat(a.getDecision()).as(a.getReason()).isEqualTo(Decision.REJECTED);
            assertThat(a.getChecks()).anyMatch(c -> !c.getPassed());
        });
        assertThat(catalog().versions()).containsExactly(1, 2);
        assertThat(catalog().champion().orElseThrow().getVersion()).isEqualTo(1);
    }

    /** Published and activated by another. */
    private void garbage(int version) throws Exception {
        MockProducer<byte[], byte[]> other =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        other.send(new ProducerRecord<>("pumps.models", ModelCatalog.key(version), new byte[9]))
                .get();
        Activation activation =
                new Activation("pumps", version, Decision.PROMOTED, "bad", "operator", 1L, Map.of(), List.of());
        other.send(new ProducerRecord<>("pumps.activations", new byte[0], ContractJson.encode(activation)))
                .get();
        other.close();
        producers.add(other);
    }

    @Test
    void runEndsWhereTheClusterRefuses() {
        failure = new TopicAuthorizationException("Not authorized to access topics: [telemetry]");
        failuresLeft.set(1);
        TrainerService service = service(CONFIG);

        service.run();

        assertThat(service.refusal())
                .get()
                .asString()
                .contains("Not authorized")
                .contains("ACL");
        service.close();
    }

    @Test
    void aRestartDoesNotTrainBeforeItIsTime() throws Exception {
        append(200, 1);
        service(CONFIG).trainOnce();
        append(200, 2);
        TrainerService restarted = service(CONFIG);
        Thread runner = new Thread(restarted::run);
        runner.start();

        // It pauses for minutes now, after having looked at the catalog: nothing else puts it into this state.
        await().until(() -> runner.getState() == Thread.State.TIMED_WAITING);
        restarted.close();

        assertThat(catalog().versions()).containsExactly(1);
    }

    /** Of another level, seed by seed. */
    private void appendMoved(int count, int seed) {
        for (double[] row : SyntheticRows.normal(count, 3, seed)) {
            topic.append(
                    0, 9_000_000, "p", "{\"a\": " + (row[0] + 20) + ", \"b\": " + row[1] + ", \"c\": " + row[2] + "}");
        }
    }

    private long drifts() {
        return published().stream().filter(p -> p.topic().equals("pumps.drift")).count();
    }

    /** Three trainings, so that the next is due an hour later. */
    private TrainerService settled(PipelineConfig config) throws Exception {
        append(1_600, 2);
        TrainerService service = service(config);
        for (int training = 0; training < 4; training++) {
            service.trainOnce();
        }
        assertThat(catalog().lastVersion()).isEqualTo(4);
        return service;
    }

    @Test
    void driftIsPublishedBetweenTrainingsAndLeavesTheScheduleAlone() throws Exception {
        TrainerService service = settled(CONFIG);
        passed = STEP;
        for (int look = 1; look <= 3; look++) {
            appendMoved(150, look);
            assertThat(service.step()).isBetween(Duration.ofSeconds(10), Duration.ofMinutes(5));
            assertThat(drifts()).isEqualTo(look);
        }
        assertThat(catalog().lastVersion()).isEqualTo(4);
    }

    @Test
    void onDriftTheNextTrainingComesAtOnceButNotRightAfterTheLast() throws Exception {
        // What has moved so far is a change of regime too: it is adopted at once.
        Renewal onDrift = new Renewal(true, 0.95, true, Duration.ZERO, Duration.ofDays(30));
        TrainerService service = settled(CONFIG.withRenewal(onDrift));
        for (int look = 1; look <= 3; look++) {
            appendMoved(150, look);
            service.step();
        }
        assertThat(catalog().lastVersion())
                .as("an eighth of an hour has not passed")
                .isEqualTo(4);

        passed = STEP;
        service.step();
        assertThat(catalog().lastVersion()).isEqualTo(5);
    }

    @Test
    void recordsWithAnotherFieldMakeTheNextTrainingComeAtOnce() throws Exception {
        TrainerService service = settled(CONFIG);
        passed = STEP;
        for (int look = 0; look < 2; look++) {
            for (double[] row : SyntheticRows.normal(250, 4, 5)) {
                topic.append(
                        0,
                        9_000_000,
                        "p",
                        "{\"a\": " + row[0] + ", \"b\": " + row[1] + ", \"c\": " + row[2] + ", \"d\": " + row[3] + "}");
            }
            service.step();
        }
        assertThat(catalog().lastVersion()).isEqualTo(5);
    }

    @Test
    void otherFeaturesInThePipelineFileAreTrainedAtOnceAfterARestart() throws Exception {
        settled(CONFIG);
        passed = STEP;
        TrainerService restarted = service(CONFIG.withFeatures(List.of(new FeatureSpec("a"), new FeatureSpec("b"))));
        restarted.step();
        assertThat(catalog().lastVersion()).isEqualTo(5);
        append(10, 2);
        restarted.step();
        assertThat(catalog().lastVersion()).isEqualTo(5);
    }

    @Test
    void whoStandsByPublishesNoDrift() throws Exception {
        TrainerService first = settled(CONFIG);
        append(50, 3);
        TrainerService second = service(CONFIG);
        second.trainOnce();
        passed = STEP;
        appendMoved(150, 1);
        first.step();
        assertThat(drifts()).isZero();
        appendMoved(150, 2);
        first.step();
        assertThat(drifts()).isZero();
        second.step();
        assertThat(drifts()).isEqualTo(1);
    }
}
