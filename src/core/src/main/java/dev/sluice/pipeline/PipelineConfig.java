package dev.sluice.pipeline;

import dev.sluice.feature.FeatureSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A pipeline file, complete: every default filled in, everything validated.
 *
 * @param pipeline name; the prefix of the pipeline's topics
 * @param kafka settings passed to every client as they are
 * @param input the input topic and how to read it
 * @param features the features, in order; empty for {@code auto}: every field that holds numbers or booleans
 * @param model shape of the autoencoder
 * @param score what a score is made of
 * @param temporal whether a record is judged together with the ones before
 * @param training history and schedule
 * @param alertBudget how many alerts normal traffic may raise
 * @param latents how latents are written
 * @param maxModelBytes largest artifact that is read or published
 * @param http where metrics and probes listen
 * @param wire schema registry, output format and serdes
 * @param trust who may make models
 * @param renewal how one model follows another
 * @param silences when nobody wants to hear of incidents
 * @param compression whether and how records are packed
 */
public record PipelineConfig(
        String pipeline,
        Map<String, String> kafka,
        InputConfig input,
        List<FeatureSpec> features,
        ModelConfig model,
        ScoreKind score,
        Temporal temporal,
        TrainingConfig training,
        AlertBudget alertBudget,
        LatentEncoding latents,
        int maxModelBytes,
        HttpConfig http,
        WireConfig wire,
        ModelTrust trust,
        Renewal renewal,
        List<StandingSilence> silences,
        CompressionConfig compression) {

    public static final int DEFAULT_MAX_MODEL_BYTES = 16 << 20;

    public PipelineConfig {
        kafka = Map.copyOf(kafka);
        features = List.copyOf(features);
        silences = List.copyOf(silences);
    }

    /** A pipeline with nothing but defaults. */
    public static PipelineConfig of(String pipeline, Map<String, String> kafka, InputConfig input) {
        return new PipelineConfig(
                pipeline,
                kafka,
                input,
                List.of(),
                ModelConfig.DEFAULT,
                ScoreKind.COMBINED,
                Temporal.AUTO,
                TrainingConfig.DEFAULT,
                AlertBudget.DEFAULT,
                LatentEncoding.FLOAT32,
                DEFAULT_MAX_MODEL_BYTES,
                HttpConfig.DEFAULT,
                WireConfig.DEFAULT,
                ModelTrust.ANYONE,
                Renewal.DEFAULT,
                List.of(),
                CompressionConfig.OFF);
    }

    /** The same pipeline with other client settings. */
    public PipelineConfig withKafka(Map<String, String> other) {
        return with(draft -> draft.kafka = other);
    }

    /** The same pipeline with another input. */
    public PipelineConfig withInput(InputConfig other) {
        return with(draft -> draft.input = other);
    }

    /** The same pipeline with other features. */
    public PipelineConfig withFeatures(List<FeatureSpec> other) {
        return with(draft -> draft.features = other);
    }

    /** The same pipeline with another autoencoder. */
    public PipelineConfig withModel(ModelConfig other) {
        return with(draft -> draft.model = other);
    }

    /** The same pipeline with scores made of something else. */
    public PipelineConfig withScore(ScoreKind other) {
        return with(draft -> draft.score = other);
    }

    /** The same pipeline with records judged otherwise in time. */
    public PipelineConfig withTemporal(Temporal other) {
        return with(draft -> draft.temporal = other);
    }

    /** The same pipeline with another training. */
    public PipelineConfig withTraining(TrainingConfig other) {
        return with(draft -> draft.training = other);
    }

    /** The same pipeline with another budget of alerts. */
    public PipelineConfig withAlertBudget(AlertBudget other) {
        return with(draft -> draft.alertBudget = other);
    }

    /** The same pipeline with latents written otherwise. */
    public PipelineConfig withLatents(LatentEncoding other) {
        return with(draft -> draft.latents = other);
    }

    /** The same pipeline with another limit to artifacts. */
    public PipelineConfig withMaxModelBytes(int other) {
        return with(draft -> draft.maxModelBytes = other);
    }

    /** The same pipeline with other HTTP settings. */
    public PipelineConfig withHttp(HttpConfig other) {
        return with(draft -> draft.http = other);
    }

    /** The same pipeline with another way to and from bytes. */
    public PipelineConfig withWire(WireConfig other) {
        return with(draft -> draft.wire = other);
    }

    /** The same pipeline with models made by others. */
    public PipelineConfig withTrust(ModelTrust other) {
        return with(draft -> draft.trust = other);
    }

    /** The same pipeline with models that follow each other otherwise. */
    public PipelineConfig withRenewal(Renewal other) {
        return with(draft -> draft.renewal = other);
    }

    /** The same pipeline with other standing silences. */
    public PipelineConfig withSilences(List<StandingSilence> other) {
        return with(draft -> draft.silences = other);
    }

    /** The same pipeline with records packed otherwise. */
    public PipelineConfig withCompression(CompressionConfig other) {
        return with(draft -> draft.compression = other);
    }

    private PipelineConfig with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.finished();
    }

    /** The names of this pipeline's topics. */
    public PipelineTopics topics() {
        return new PipelineTopics(pipeline);
    }

    /** The topics that a scorer writes, partitioned as the input is. */
    public List<String> outputTopics() {
        List<String> outputs = new ArrayList<>(List.of(
                topics().scores(), topics().latents(), topics().alerts(), topics().deadLetters(), topics().fences()));
        if (compression.isOn()) {
            outputs.add(topics().packed());
        }
        return outputs;
    }

    /** All values, with the secrets among the Kafka settings masked. */
    @Override
    public String toString() {
        return "PipelineConfig[kafka=" + KafkaSettings.masked(kafka) + "]\n" + PipelineFile.render(this);
    }

    /** A configuration while something in it is changed. */
    private static final class Draft {
        private final PipelineConfig original;
        private Map<String, String> kafka;
        private InputConfig input;
        private List<FeatureSpec> features;
        private ModelConfig model;
        private ScoreKind score;
        private Temporal temporal;
        private TrainingConfig training;
        private AlertBudget alertBudget;
        private LatentEncoding latents;
        private int maxModelBytes;
        private HttpConfig http;
        private WireConfig wire;
        private ModelTrust trust;
        private Renewal renewal;
        private List<StandingSilence> silences;
        private CompressionConfig compression;

        Draft(PipelineConfig original) {
            this.original = original;
            this.kafka = original.kafka;
            this.input = original.input;
            this.features = original.features;
            this.model = original.model;
            this.score = original.score;
            this.temporal = original.temporal;
            this.training = original.training;
            this.alertBudget = original.alertBudget;
            this.latents = original.latents;
            this.maxModelBytes = original.maxModelBytes;
            this.http = original.http;
            this.wire = original.wire;
            this.trust = original.trust;
            this.renewal = original.renewal;
            this.silences = original.silences;
            this.compression = original.compression;
        }

        PipelineConfig finished() {
            return new PipelineConfig(
                    original.pipeline,
                    kafka,
                    input,
                    features,
                    model,
                    score,
                    temporal,
                    training,
                    alertBudget,
                    latents,
                    maxModelBytes,
                    http,
                    wire,
                    trust,
                    renewal,
                    silences,
                    compression);
        }
    }
}
