package dev.sluice.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.model.ArtifactReader;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.record.ContractJson;
import dev.sluice.signature.SigningKey;
import dev.sluice.signature.TrustedKeys;
import dev.sluice.topic.ModelCatalog;
import dev.sluice.trainer.engine.SyntheticRows;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.TrainedModel;
import dev.sluice.trainer.training.TrainingRows;
import dev.sluice.trainer.training.TrainingWindow;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class PublisherTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final PipelineConfig CONFIG = PipelineFile.parse(
            "pipeline: pumps\ninput: {topic: telemetry}\ntraining: {max-epochs: 1}", "test", Map.of());

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    private static TrainedModel model(int version) throws Exception {
        TrainingRows rows = TrainingRows.of(SyntheticRows.observations(SyntheticRows.normal(40, 3, 1)));
        return new ModelTrainer(CONFIG, CLOCK)
                .train(SyntheticRows.features(3), rows, TrainingWindow.of(rows, 1), version, Optional.empty());
    }

    @Test
    void artifactAndActivationAreOneTransaction() throws Exception {
        TrainedModel model = model(7);
        Publisher publisher = new Publisher(producer, CONFIG.topics(), CLOCK, Optional.empty());

        Activation activation = publisher.promote(model, "first model", List.of());

        assertThat(producer.commitCount()).isEqualTo(1);
        List<ProducerRecord<byte[], byte[]>> sent = producer.history();
        assertThat(sent).extracting(ProducerRecord::topic).containsExactly("pumps.models", "pumps.activations");
        assertThat(sent.get(0).key()).isEqualTo(ModelCatalog.key(7));
        assertThat(sent.get(0).value()).isEqualTo(model.bytes());
        assertThat(sent.get(1).key()).asString().isEqualTo("pumps");
        assertThat(ContractJson.decode(sent.get(1).value(), Activation.class)).isEqualTo(activation);
        assertThat(activation.getDecision()).isEqualTo(Decision.PROMOTED);
        assertThat(activation.getBy()).isEqualTo("trainer");
        assertThat(activation.getTimestamp()).isEqualTo(CLOCK.millis());
        assertThat(activation.getFigures()).containsKeys("judgeError", "validationLoss", "parity", "rows");
    }

    @Test
    void aSigningKeySignsWhatIsPublished() throws Exception {
        SigningKey key = SigningKey.generate();
        new Publisher(producer, CONFIG.topics(), CLOCK, Optional.of(key)).promote(model(7), "first model", List.of());

        byte[] artifact = producer.history().get(0).value();
        TrustedKeys trusted = TrustedKeys.of(List.of(key.publicBase64()));
        assertThat(ArtifactReader.load(artifact, 1 << 20, "pumps", trusted)
                        .model()
                        .version())
                .isEqualTo(7);
    }

    @Test
    void aRejectionIsRecordedWithoutAnArtifact() throws Exception {
        Publisher publisher = new Publisher(producer, CONFIG.topics(), CLOCK, Optional.empty());

        Activation activation = publisher.reject(4, "training diverged");

        assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly("pumps.activations");
        assertThat(activation.getDecision()).isEqualTo(Decision.REJECTED);
        assertThat(activation.getReason()).isEqualTo("training diverged");
    }

    @Test
    void aModelThatIsTurnedDownIsThereToBePromotedByHand() throws Exception {
        TrainedModel model = model(7);
        Publisher publisher = new Publisher(producer, CONFIG.topics(), CLOCK, Optional.empty());

        Activation activation = publisher.reject(model, "version 6 is pinned", List.of());

        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(producer.history().get(0).value()).isEqualTo(model.bytes());
        assertThat(activation.getDecision()).isEqualTo(Decision.REJECTED);
        assertThat(activation.getReason()).isEqualTo("version 6 is pinned");
        assertThat(activation.getFigures()).containsKey("judgeError");
    }

    @Test
    void artifactsAreRemovedInOneTransaction() throws Exception {
        new Publisher(producer, CONFIG.topics(), CLOCK, Optional.empty()).retire(List.of(3, 4));

        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(producer.history()).allSatisfy(r -> {
            assertThat(r.topic()).isEqualTo("pumps.models");
            assertThat(r.value()).isNull();
        });
        assertThat(producer.history())
                .extracting(ProducerRecord::key)
                .containsExactly(ModelCatalog.key(3), ModelCatalog.key(4));
    }

    @Test
    void aFailureInTheMiddleAbortsTheWhole() throws Exception {
        TrainedModel model = model(1);
        Publisher publisher = new Publisher(producer, CONFIG.topics(), CLOCK, Optional.empty());
        producer.commitTransactionException = new KafkaException("broker gone");

        assertThatThrownBy(() -> publisher.promote(model, "first model", List.of()))
                .hasMessage("broker gone");
        assertThat(producer.transactionAborted()).isTrue();
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void aTrainerThatWasFencedSaysSo() throws Exception {
        TrainedModel model = model(1);
        Publisher publisher = new Publisher(producer, CONFIG.topics(), CLOCK, Optional.empty());
        producer.fenceProducer();

        assertThatThrownBy(() -> publisher.promote(model, "first model", List.of()))
                .isInstanceOf(ProducerFencedException.class);
    }
}
