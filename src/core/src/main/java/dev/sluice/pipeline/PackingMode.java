package dev.sluice.pipeline;

/** What is packed into one message. */
public enum PackingMode {
    /** Each record on its own. */
    RECORD,
    /** An entity's next records together. */
    BLOCK
}
