package dev.sluice.pipeline;

/** How the values of output topics are written. */
public enum OutputFormat {
    /** Avro where there is a schema registry, else JSON. */
    AUTO,
    JSON,
    AVRO
}
