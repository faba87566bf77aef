package dev.sluice.bench.detection;

import dev.sluice.bench.data.Frame;

/**
 * What a detector is fitted on, and what it is judged on.
 *
 * @param train features only
 * @param test the same features, and {@value #LABEL}
 */
record Split(Frame train, Frame test) {

    static final String LABEL = "label";
}
