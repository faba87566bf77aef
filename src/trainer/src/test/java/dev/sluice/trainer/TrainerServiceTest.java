package dev.sluice.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.ModelTrust;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.record.ContractJson;
import dev.sluice.topic.ModelCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TrainerServiceTest extends TrainerFixture {
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
}
