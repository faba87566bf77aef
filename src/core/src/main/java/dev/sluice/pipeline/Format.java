package dev.sluice.pipeline;

/** How input records are written. */
public enum Format {
    JSON,
    CSV
}
