package dev.sluice.feature;

import java.util.Locale;

/** Whose level and spread a number is measured by, before it is scaled. */
public enum Normalize {
    /** As the pipeline's {@code input.normalize} says. */
    INPUT,
    /** All entities are measured alike. */
    PIPELINE,
    /** Each entity is measured by its own level and spread in the training window, so far as it had enough rows there. */
    ENTITY;

    /** The name in config files and artifacts. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
