package dev.sluice.pipeline;

/**
 * How values get from and to bytes where it takes more than a format's name.
 *
 * @param registry the schema registry
 * @param output how outputs are written
 * @param inputSerde what reads input values in place of {@code input.format}
 * @param outputSerde what writes scores, latents and alerts in place of {@code output.format}
 */
public record WireConfig(
        RegistryConfig registry, OutputFormat output, SerdeConfig inputSerde, SerdeConfig outputSerde) {

    /** No registry, no serdes: JSON. */
    public static final WireConfig DEFAULT =
            new WireConfig(RegistryConfig.NONE, OutputFormat.AUTO, SerdeConfig.NONE, SerdeConfig.NONE);

    /** Avro with this registry. */
    public static WireConfig of(RegistryConfig registry) {
        return new WireConfig(registry, OutputFormat.AUTO, SerdeConfig.NONE, SerdeConfig.NONE);
    }

    /** Whether scores, latents and alerts are written in Avro. */
    public boolean writesAvro() {
        return output == OutputFormat.AVRO || (output == OutputFormat.AUTO && registry.isConfigured());
    }
}
