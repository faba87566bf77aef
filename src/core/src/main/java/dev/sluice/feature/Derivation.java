package dev.sluice.feature;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Computes what is derived from an entity's numbers, record by record, into the slots behind each number. Averages and
 * deviations are missing until as many records were seen as they look back on, a difference until there is one before; a
 * missing number leaves all as it was. Immutable: what it remembers of an entity is handed in.
 *
 * <p>Weights are those of a plain mean while few records were seen, then 2 / (span + 1): so the average begins unbiased.
 */
public final class Derivation {

    /** A larger number has no variance in double precision. */
    private static final double LARGEST = 1e150;

    // What is remembered of a number.
    private static final int SEEN = 0;
    private static final int LAST = 1;
    private static final int MEAN = 2;
    private static final int VARIANCE = 3;
    private static final int REMEMBERED = 4;

    private final FeatureSpec[] features; // those with something derived
    private final int[] slots; // of the number; what is derived follows

    public Derivation(List<FeatureSpec> features) {
        Slots all = new Slots(features);
        int[] deriving = IntStream.range(0, features.size())
                .filter(j -> !features.get(j).derive().isNone())
                .toArray();
        this.features = IntStream.of(deriving).mapToObj(features::get).toArray(FeatureSpec[]::new);
        this.slots = IntStream.of(deriving).map(all::value).toArray();
    }

    /** How many doubles are remembered of an entity; 0 where nothing is derived. */
    public int memory() {
        return REMEMBERED * features.length;
    }

    /**
     * @param observed the numbers, in the input's units; what is derived from them is overwritten
     * @param memory {@code double[memory()]} of the record's entity, all 0 before its first record; updated
     */
    public void derive(Observation observed, double[] memory) {
        for (int f = 0; f < features.length; f++) {
            derive(features[f], observed.values, slots[f], memory, REMEMBERED * f);
        }
    }

    private static void derive(FeatureSpec feature, double[] values, int slot, double[] memory, int at) {
        Derive derive = feature.derive();
        double x = values[slot];
        if (feature.clip() != null && FeatureEncoder.isPresent(x)) {
            x = feature.clip().of(x);
        }
        boolean isUsable = Math.abs(x) <= LARGEST;
        double before = memory[at + SEEN] > 0 ? memory[at + LAST] : Double.NaN;
        if (isUsable) {
            update(x, derive.span(), memory, at);
        }
        boolean isSettled = isUsable && memory[at + SEEN] >= derive.span();
        for (int k = 0; k < derive.kinds().size(); k++) {
            values[slot + 1 + k] = switch (derive.kinds().get(k)) {
                case DIFFERENCE -> isUsable ? x - before : Double.NaN;
                case AVERAGE -> isSettled ? memory[at + MEAN] : Double.NaN;
                case DEVIATION -> isSettled ? Math.sqrt(memory[at + VARIANCE]) : Double.NaN;
            };
        }
    }

    private static void update(double x, int span, double[] memory, int at) {
        memory[at + SEEN] = Math.min(memory[at + SEEN] + 1, span);
        double weight = Math.max(2 / (span + 1.0), 1 / memory[at + SEEN]);
        double d = x - memory[at + MEAN];
        memory[at + LAST] = x;
        memory[at + MEAN] += weight * d;
        memory[at + VARIANCE] = (1 - weight) * (memory[at + VARIANCE] + weight * d * d);
    }
}
