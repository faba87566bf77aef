package dev.sluice.drift;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.Observation;
import java.util.ArrayList;
import java.util.List;

/** Counts the signals of a stretch of rows in the bins of a reference. Not thread-safe. */
public final class SignalCounts {
    private final DriftReference reference;
    private final Signals signals;
    private final List<Counts> features = new ArrayList<>();
    private final Counts score;
    private long rows;

    /** @throws IllegalArgumentException where the reference is of other features */
    public SignalCounts(DriftReference reference, FeatureEncoder encoder) {
        this.reference = reference;
        this.signals = new Signals(encoder);
        List<String> named =
                reference.signals().stream().map(SignalReference::name).toList();
        if (!named.equals(signals.names())) {
            throw new IllegalArgumentException("the reference is of other features than the model");
        }
        reference.signals().forEach(s -> features.add(s.counts().empty()));
        this.score = new Counts(reference.score().map(s -> s.cuts().bins()).orElse(1));
    }

    /** A row of the features, with what is derived from it. */
    public void add(Observation observed) {
        rows++;
        signals.read(observed);
        for (int s = 0; s < features.size(); s++) {
            double x = signals.value(s);
            if (Double.isNaN(x)) {
                features.get(s).countMissing();
            } else {
                features.get(s).count(reference.signals().get(s).cuts().bin(x));
            }
        }
    }

    /** The p-value of a row. */
    public void addScore(double pValue) {
        reference.score().ifPresent(s -> score.count(s.cuts().bin((float) pValue)));
    }

    /** Rows of the features. */
    public long rows() {
        return rows;
    }

    Counts feature(int signal) {
        return features.get(signal);
    }

    Counts score() {
        return score;
    }
}
