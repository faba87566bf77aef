package dev.sluice.pipeline;

import dev.sluice.feature.FeatureSpec;
import java.util.List;
import java.util.Map;

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
        ModelTrust trust) {

    public static final int DEFAULT_MAX_MODEL_BYTES = 16 << 20;

    /** In JSON or CSV, without a registry or serdes; models may be anyone's. */
    public PipelineConfig(
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
            HttpConfig http) {
        this(
                pipeline,
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
                WireConfig.DEFAULT,
                ModelTrust.ANYONE);
    }

    public PipelineConfig {
        kafka = Map.copyOf(kafka);
        features = List.copyOf(features);
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
                ModelTrust.ANYONE);
    }

    /** The same pipeline with other client settings. */
    public PipelineConfig withKafka(Map<String, String> other) {
        return new PipelineConfig(
                pipeline,
                other,
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
                trust);
    }

    /** The same pipeline with another input. */
    public PipelineConfig withInput(InputConfig other) {
        return new PipelineConfig(
                pipeline,
                kafka,
                other,
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
                trust);
    }

    /** The same pipeline with scores made of something else. */
    public PipelineConfig withScore(ScoreKind other) {
        return new PipelineConfig(
                pipeline,
                kafka,
                input,
                features,
                model,
                other,
                temporal,
                training,
                alertBudget,
                latents,
                maxModelBytes,
                http,
                wire,
                trust);
    }

    /** The same pipeline with another training. */
    public PipelineConfig withTraining(TrainingConfig other) {
        return new PipelineConfig(
                pipeline,
                kafka,
                input,
                features,
                model,
                score,
                temporal,
                other,
                alertBudget,
                latents,
                maxModelBytes,
                http,
                wire,
                trust);
    }

    /** The same pipeline with another budget of alerts. */
    public PipelineConfig withAlertBudget(AlertBudget other) {
        return new PipelineConfig(
                pipeline,
                kafka,
                input,
                features,
                model,
                score,
                temporal,
                training,
                other,
                latents,
                maxModelBytes,
                http,
                wire,
                trust);
    }

    /** The same pipeline with other HTTP settings. */
    public PipelineConfig withHttp(HttpConfig other) {
        return new PipelineConfig(
                pipeline,
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
                other,
                wire,
                trust);
    }

    /** The same pipeline with another way to and from bytes. */
    public PipelineConfig withWire(WireConfig other) {
        return new PipelineConfig(
                pipeline,
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
                other,
                trust);
    }

    /** The same pipeline with models made by others. */
    public PipelineConfig withTrust(ModelTrust other) {
        return new PipelineConfig(
                pipeline,
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
                other);
    }

    /** The names of this pipeline's topics. */
    public PipelineTopics topics() {
        return new PipelineTopics(pipeline);
    }

    /** All values, with the secrets among the Kafka settings masked. */
    @Override
    public String toString() {
        return "PipelineConfig[kafka=" + KafkaSettings.masked(kafka) + "]\n" + PipelineFile.render(this);
    }
}
