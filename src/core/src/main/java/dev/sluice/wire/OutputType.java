package dev.sluice.wire;

import dev.sluice.avro.ContractAvro;
import dev.sluice.contract.Alert;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.PipelineConfig;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * What others read of Sluice's topics. Fences, activations and models are read by Sluice alone, with or without a
 * registry, and stay as they are; a dead letter's value is the input's.
 */
public enum OutputType {
    SCORE(Score.class),
    LATENT(Latent.class),
    ALERT(Alert.class);

    private final Class<? extends SpecificRecord> contract;

    OutputType(Class<? extends SpecificRecord> contract) {
        this.contract = contract;
    }

    /** The class of {@code schemas/}. */
    public Class<? extends SpecificRecord> contract() {
        return contract;
    }

    /** Its schema, as a registry has it. */
    public Schema schema() {
        return ContractAvro.schema(contract);
    }

    /** The topic it is written to. */
    public String topic(PipelineConfig config) {
        return switch (this) {
            case SCORE -> config.topics().scores();
            case LATENT -> config.topics().latents();
            case ALERT -> config.topics().alerts();
        };
    }

    /** What its schema is registered under. */
    public String subject(PipelineConfig config) {
        return config.wire().registry().subjects().subject(topic(config), contract.getName());
    }
}
