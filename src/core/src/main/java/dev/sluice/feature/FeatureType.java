package dev.sluice.feature;

import java.util.Locale;

/** What a feature is made from. */
public enum FeatureType {
    /** One number: one column. */
    NUMBER,
    /** Numbers of a fixed count, such as the pixels of an image: a column each. */
    ARRAY,
    /** True or false: one column. */
    BOOLEAN,
    /** One of a few texts: a column for each of the most frequent ones, and one for all others. */
    CATEGORICAL,
    /** The record's own time, in cycles such as the hour of the day: two columns a cycle, which are context. */
    TIME,
    /** Free text, such as a log line: hashed into columns. */
    TEXT;

    /** The name in config files and artifacts. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it has a scale. */
    public boolean isScaled() {
        return this == NUMBER || this == ARRAY;
    }

    /** Whether it is a text in an observation, rather than numbers. */
    public boolean isText() {
        return this == CATEGORICAL || this == TEXT;
    }
}
