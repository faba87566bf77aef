package dev.sluice.feature;

import java.util.Locale;

/** What is derived from a number and the ones before of the same entity. */
public enum Derived {
    /** The number minus the one before. */
    DIFFERENCE,
    /** The exponentially weighted moving average, the number included. */
    AVERAGE,
    /** The exponentially weighted standard deviation, the number included. */
    DEVIATION;

    /** The name in config files and artifacts. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
