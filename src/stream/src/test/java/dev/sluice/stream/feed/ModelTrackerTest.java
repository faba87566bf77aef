package dev.sluice.stream.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Scale;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.TestModels;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.ModelTrust;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.ContractJson;
import dev.sluice.signature.SigningKey;
import dev.sluice.stream.metrics.ScoringMeters;
import dev.sluice.topic.ModelCatalog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ModelTrackerTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ActiveModel active = new ActiveModel();
    private final List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
    private final List<Rejection> recorded = new ArrayList<>();
    private long offset;
    private ModelTracker tracker = tracker(List.of());

    private ModelTracker tracker(List<FeatureSpec> features) {
        return tracker(InputConfig.json("telemetry"), features);
    }

    private ModelTracker tracker(InputConfig input, List<FeatureSpec> features) {
        PipelineConfig d = PipelineConfig.of(TestModels.PIPELINE, Map.of(), input);
        PipelineConfig config = d.withFeatures(features);
        return new ModelTracker(config, active, new ScoringMeters(registry, AlertBudget.DEFAULT), recorded::add);
    }

    private ModelTracker trusting(SigningKey key) {
        PipelineConfig config = PipelineConfig.of(TestModels.PIPELINE, Map.of(), InputConfig.json("telemetry"))
                .withTrust(new ModelTrust(List.of(key.publicBase64()), ""));
        return new ModelTracker(config, active, new ScoringMeters(registry, AlertBudget.DEFAULT), recorded::add);
    }

    @Test
    void withTrustedKeysOnlyWhatTheySignedIsTakenAndTheChampionServesOn() {
        SigningKey key = SigningKey.generate();
        tracker = trusting(key);
        publish(1, ArtifactWriter.sign(artifact(1), key));
        decide(1, Decision.PROMOTED);
        deliver();
        publish(2, artifact(2));
        decide(2, Decision.PROMOTED);
        deliver();
        publish(3, ArtifactWriter.sign(artifact(3), SigningKey.generate()));
        decide(3, Decision.PROMOTED);
        deliver();
        byte[] altered = ArtifactWriter.sign(artifact(4), key);
        altered[altered.length - 1] ^= 1;
        publish(4, altered);
        decide(4, Decision.PROMOTED);
        deliver();

        assertThat(active.version()).isEqualTo(1);
        assertThat(tracker.rejections())
                .extracting(Rejection::version, Rejection::reason)
                .containsExactly(tuple(2, "unsigned"), tuple(3, "unknown-key"), tuple(4, "signature"));
        assertThat(rejected("unsigned")).isOne();
        assertThat(rejected("unknown-key")).isOne();
        assertThat(rejected("signature")).isOne();
    }

    private static byte[] artifact(int version) {
        return ArtifactWriter.write(TestModels.artifact(version, 2, "pressure", "flow"));
    }

    private void publish(int version, byte[] artifact) {
        batch.add(new ConsumerRecord<>("pumps.models", 0, offset++, ModelCatalog.key(version), artifact));
    }

    private void decide(int version, Decision decision) {
        Activation activation =
                new Activation(TestModels.PIPELINE, version, decision, "why", "trainer", 1L, Map.of(), List.of());
        batch.add(new ConsumerRecord<>("pumps.activations", 0, offset++, null, ContractJson.encode(activation)));
    }

    private void deliver() {
        tracker.accept(batch);
        batch.clear();
        tracker.refresh();
    }

    private double rejected(String reason) {
        return registry.get("sluice.artifacts.rejected")
                .tag("reason", reason)
                .counter()
                .count();
    }

    @Test
    void hasNoModelBeforeTheFirstActivation() {
        publish(1, artifact(1));
        deliver();

        assertThat(active.get()).isNull();
        assertThat(active.version()).isZero();
    }

    @Test
    void activatesTheLastPromotedVersion() {
        publish(1, artifact(1));
        decide(1, Decision.PROMOTED);
        publish(2, artifact(2));
        decide(2, Decision.PROMOTED);
        publish(3, artifact(3));
        decide(3, Decision.REJECTED);
        deliver();

        assertThat(active.version()).isEqualTo(2);
        assertThat(registry.get("sluice.model.version").gauge().value()).isEqualTo(2);
        assertThat(registry.get("sluice.model.swaps").counter().count()).isZero();
    }

    @Test
    void goesBackOnARollback() {
        publish(1, artifact(1));
        decide(1, Decision.PROMOTED);
        publish(2, artifact(2));
        decide(2, Decision.PROMOTED);
        deliver();
        decide(1, Decision.ROLLED_BACK);
        deliver();

        assertThat(active.version()).isEqualTo(1);
        assertThat(registry.get("sluice.model.swaps").counter().count()).isEqualTo(1);
    }

    @Test
    void servesOnWithTheLastGoodModelAndSaysWhatIsWrongWithTheNewOne() {
        publish(1, artifact(1));
        decide(1, Decision.PROMOTED);
        deliver();
        byte[] altered = artifact(2);
        altered[altered.length / 2] ^= 1;
        publish(2, altered);
        decide(2, Decision.PROMOTED);
        deliver();

        assertThat(active.version()).isEqualTo(1);
        assertThat(tracker.rejections())
                .containsExactly(
                        new Rejection(2, "digest", "artifact digest does not match its bytes: it was altered"));
        assertThat(rejected("digest")).isEqualTo(1);
        assertThat(recorded).isEqualTo(tracker.rejections());
    }

    @Test
    void reportsARejectionOnceHoweverManyScorersThereAreAndRestarts() {
        publish(1, new byte[9]);
        decide(1, Decision.PROMOTED);
        Activation reported =
                new Activation(TestModels.PIPELINE, 1, Decision.REJECTED, "why", "scorer", 1L, Map.of(), List.of());
        batch.add(new ConsumerRecord<>("pumps.activations", 0, offset++, null, ContractJson.encode(reported)));
        deliver();

        assertThat(tracker.rejections()).hasSize(1);
        assertThat(recorded).isEmpty();
    }

    @Test
    void fallsBackToTheLatestGoodVersionAtTheStart() {
        for (int version = 1; version <= 2; version++) {
            publish(version, artifact(version));
            decide(version, Decision.PROMOTED);
        }
        publish(3, new byte[] {1, 2, 3});
        decide(3, Decision.PROMOTED);
        deliver();

        assertThat(active.version()).isEqualTo(2);
        assertThat(rejected("not-an-artifact")).isEqualTo(1);
    }

    @Test
    void turnsABadArtifactDownOnce() {
        publish(1, new byte[0]);
        decide(1, Decision.PROMOTED);
        deliver();
        decide(1, Decision.PROMOTED);
        deliver();
        tracker.restart();
        publish(1, new byte[0]);
        decide(1, Decision.PROMOTED);
        deliver();

        assertThat(tracker.rejections()).hasSize(1);
        assertThat(active.get()).isNull();
    }

    @Test
    void takesAnArtifactThatWasRepaired() {
        publish(1, new byte[0]);
        decide(1, Decision.PROMOTED);
        deliver();
        publish(1, artifact(1));
        deliver();

        assertThat(active.version()).isEqualTo(1);
    }

    @Test
    void waitsForAnArtifactThatComesAfterItsActivation() {
        decide(1, Decision.PROMOTED);
        deliver();
        assertThat(active.get()).isNull();
        assertThat(tracker.rejections()).isEmpty();

        publish(1, artifact(1));
        deliver();
        assertThat(active.version()).isEqualTo(1);
    }

    @Test
    void turnsDownAnArtifactUnderAnotherVersionsKey() {
        publish(5, artifact(1));
        decide(5, Decision.PROMOTED);
        deliver();

        assertThat(active.get()).isNull();
        assertThat(tracker.rejections())
                .containsExactly(new Rejection(5, "malformed", "artifact says it is version 1, its key says 5"));
    }

    @Test
    void turnsDownAModelOfAnotherPipeline() {
        PipelineConfig fans = PipelineConfig.of("fans", Map.of(), InputConfig.json("telemetry"));
        ModelTracker other =
                new ModelTracker(fans, active, new ScoringMeters(registry, AlertBudget.DEFAULT), recorded::add);
        publish(1, artifact(1));
        decide(1, Decision.PROMOTED);
        other.accept(batch.stream()
                .map(r -> new ConsumerRecord<>(
                        r.topic().replace("pumps", "fans"), r.partition(), r.offset(), r.key(), r.value()))
                .toList());
        other.refresh();

        assertThat(active.get()).isNull();
        assertThat(rejected("wrong-pipeline")).isEqualTo(1);
    }

    @Test
    void agreesWithAFeatureListInAnyOrder() {
        tracker =
                tracker(List.of(new FeatureSpec("flow", Scale.STANDARD), new FeatureSpec("pressure", Scale.STANDARD)));
        publish(1, artifact(1));
        decide(1, Decision.PROMOTED);
        deliver();

        assertThat(active.version()).isEqualTo(1);
    }

    @Test
    void saysWhichSideToChangeWhereTheFeaturesDisagree() {
        tracker = tracker(List.of(new FeatureSpec("flow", Scale.ROBUST), new FeatureSpec("heat", Scale.STANDARD)));
        publish(1, artifact(1));
        decide(1, Decision.PROMOTED);
        deliver();

        assertThat(active.get()).isNull();
        assertThat(tracker.rejections()).singleElement().satisfies(r -> {
            assertThat(r.reason()).isEqualTo("features");
            assertThat(r.detail())
                    .contains("only in the model: pressure")
                    .contains("only in the file: heat")
                    .contains("set differently: flow (scale: model standard, file robust)")
                    .contains("remove features from the scorer's file");
        });
    }

    @Test
    void turnsDownAModelWhoseFieldsTheInputDoesNotHave() {
        tracker = tracker(
                new InputConfig("telemetry", Format.CSV, "key", "record", List.of("time", "pressure"), ','), List.of());
        publish(1, artifact(1));
        decide(1, Decision.PROMOTED);
        deliver();

        assertThat(active.get()).isNull();
        assertThat(tracker.rejections()).singleElement().satisfies(r -> {
            assertThat(r.reason()).isEqualTo("features");
            assertThat(r.detail()).contains("flow");
        });
    }

    @Test
    void survivesWhateverTheTopicsHold() {
        publish(1, artifact(1));
        decide(1, Decision.PROMOTED);
        batch.add(new ConsumerRecord<>("pumps.models", 0, offset++, null, null));
        batch.add(new ConsumerRecord<>("pumps.models", 0, offset++, new byte[] {'x'}, new byte[] {1}));
        batch.add(new ConsumerRecord<>("pumps.activations", 0, offset++, null, null));
        batch.add(new ConsumerRecord<>(
                "pumps.activations", 0, offset++, null, "{\"version\": \"x\"}".getBytes(StandardCharsets.UTF_8)));
        batch.add(new ConsumerRecord<>("something.else", 0, offset++, null, null));
        deliver();

        assertThat(active.version()).isEqualTo(1);
        assertThat(rejected("unreadable")).isEqualTo(4);
    }

    @Test
    void keepsTheLastTwentyRejections() {
        for (int version = 1; version <= 30; version++) {
            publish(version, new byte[] {(byte) version});
            decide(version, Decision.PROMOTED);
            deliver();
        }
        assertThat(tracker.rejections()).hasSize(20);
        assertThat(tracker.rejections().get(19).version()).isEqualTo(30);
        assertThat(rejected("not-an-artifact")).isEqualTo(30);
    }
}
