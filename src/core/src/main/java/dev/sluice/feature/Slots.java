package dev.sluice.feature;

import java.util.List;

/** Where in an {@link Observation} each feature has its numbers and its text. Immutable. */
public final class Slots {

    private final int[] value; // [features + 1]
    private final int[] text; // [features + 1]

    public Slots(List<FeatureSpec> features) {
        int n = features.size();
        this.value = new int[n + 1];
        this.text = new int[n + 1];
        for (int j = 0; j < n; j++) {
            value[j + 1] = value[j] + features.get(j).values();
            text[j + 1] = text[j] + features.get(j).texts();
        }
    }

    /** The feature's first number. */
    public int value(int feature) {
        return value[feature];
    }

    /** The feature's text. */
    public int text(int feature) {
        return text[feature];
    }

    /** Numbers in all. */
    public int values() {
        return value[value.length - 1];
    }

    /** Texts in all. */
    public int texts() {
        return text[text.length - 1];
    }
}
