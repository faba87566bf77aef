package dev.sluice.pipeline;

/** How input records are written. */
public enum Format {
    JSON,
    CSV,
    /** In Confluent's wire format, with the schemas in a registry. */
    AVRO
}
