package dev.sluice.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was normal when a model was made: the distribution of each of its signals, and how far parts of the history lay from
 * the rest of it. Immutable.
 *
 * @param records good records of the history, of which the rows that were counted are a sample
 * @param parts into how many equal parts, in the order of time, the history was divided for each of the signals' wanders, descending:
 *     the shortest parts first
 * @param signals of the features, in their order
 * @param score of the p-values of rows that the model was not fitted on, where that is known
 */
public record DriftReference(
        long records, List<Integer> parts, List<SignalReference> signals, Optional<SignalReference> score) {

    /** Name of the score among the signals. */
    public static final String SCORE = "@score";

    /** How often chance alone may make one look at all signals cry drift, were neighbours as alike as in the history. */
    private static final double CHANCE = 1e-3;
    /** Of a signal: index, distance, missing values. */
    private static final int FIGURES = 3;

    static final int MOST_PARTS = 128;
    static final int FEWEST_PARTS = 16;

    /** @throws IllegalArgumentException where they do not fit together */
    public DriftReference {
        parts = List.copyOf(parts);
        signals = List.copyOf(signals);
        if (records < 1) {
            throw new IllegalArgumentException("a reference needs a history of at least one record: " + records);
        }
        for (int p = 0; p < parts.size(); p++) {
            if (parts.get(p) < 2 || parts.get(p) > MOST_PARTS || (p > 0 && parts.get(p) >= parts.get(p - 1))) {
                throw new IllegalArgumentException(
                        "parts of a reference must descend from " + MOST_PARTS + ": " + parts);
            }
        }
        List<SignalReference> all = new ArrayList<>(signals);
        score.ifPresent(all::add);
        for (SignalReference signal : all) {
            if (signal.wanders().size() != parts.size()) {
                throw new IllegalArgumentException("a reference has figures of "
                        + signal.wanders().size() + " lengths, but names " + parts.size());
            }
        }
    }

    /** How many records a stretch has whose drift can be told, by index of {@link #parts}: the shortest first. */
    public long length(int part) {
        return Math.max(1, records / parts.get(part));
    }

    /**
     * Compares a stretch of records with the history.
     *
     * @param seen made by {@link SignalCounts} of this reference
     * @param part how long the stretch is, as an index of {@link #parts}
     * @return by signal, the features' first
     */
    public List<SignalDrift> compare(SignalCounts seen, int part) {
        double chance = CHANCE / (FIGURES * (signals.size() + 1));
        List<SignalDrift> drifts = new ArrayList<>();
        for (int s = 0; s < signals.size(); s++) {
            drifts.add(signals.get(s).compare(seen.feature(s), part, chance));
        }
        score.filter(r -> seen.score().rows() > 0).ifPresent(r -> drifts.add(r.compare(seen.score(), part, chance)));
        return drifts;
    }
}
