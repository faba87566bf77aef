package dev.sluice.feature;

import dev.sluice.inference.Choices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A categorical field: a column for each of the most frequent categories, and a last one for all others. A column is
 * {@code (x - p) / spread}, where x is 1 for the record's category and 0 for the others, p the category's share, and the
 * spread the same for all: with it the columns together vary as much as one standardized number, so that a field with
 * twenty categories does not weigh twenty times as much as a temperature.
 */
public final class CategoryFeature implements FittedFeature {

    /** Longer texts are no categories: they count as others. */
    static final int LONGEST = 256;

    /** Smallest spread: a field that was almost always the same must not drown all others when it is not. */
    private static final double FLOOR = 0.2;

    private final FeatureSpec spec;
    private final Map<String, Long> counts;
    private final List<String> names; // of the columns but the last
    private final long others;
    private final Map<String, Integer> columnOf = new HashMap<>();
    private final double[] logProbability; // [columns]
    private final float[] share; // [columns]
    private final float inverseSpread;

    /**
     * @param counts rows by category, most frequent first; copied
     * @param others rows of all other categories
     * @throws IllegalArgumentException where there are more than {@code spec.top()}, or a count is negative
     */
    public CategoryFeature(FeatureSpec spec, Map<String, Long> counts, long others) {
        this.spec = spec;
        this.counts = new LinkedHashMap<>(counts);
        this.names = List.copyOf(counts.keySet());
        this.others = others;
        if (counts.size() > spec.top() || others < 0 || counts.values().stream().anyMatch(c -> c < 0)) {
            throw new IllegalArgumentException(spec.field() + ": expected at most " + spec.top()
                    + " categories with counts of at least 0, got " + counts.size());
        }
        List<Long> all = new ArrayList<>(counts.values());
        all.add(others);
        counts.keySet().forEach(c -> columnOf.put(c, columnOf.size()));
        // Half a row for each, as if seen: a category that was never there is rare, not impossible.
        double total = 0;
        for (long count : all) {
            total += count + 0.5;
        }
        logProbability = new double[all.size()];
        share = new float[all.size()];
        double variance = 0;
        for (int c = 0; c < share.length; c++) {
            double p = (all.get(c) + 0.5) / total;
            logProbability[c] = StrictMath.log(p);
            share[c] = (float) p;
            variance += p * (1 - p);
        }
        inverseSpread = (float) (1 / Math.max(FLOOR, Math.sqrt(variance)));
    }

    static CategoryFeature fit(FeatureSpec spec, Observation[] rows, int slot) {
        Map<String, Long> counts = new HashMap<>();
        long total = 0;
        for (Observation row : rows) {
            String text = row.texts[slot];
            if (text != null) {
                total++;
                if (text.length() <= LONGEST) {
                    counts.merge(text, 1L, Long::sum);
                }
            }
        }
        Map<String, Long> top = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(spec.top())
                .forEach(e -> top.put(e.getKey(), e.getValue()));
        return new CategoryFeature(
                spec,
                top,
                total - top.values().stream().mapToLong(Long::longValue).sum());
    }

    @Override
    public FeatureSpec spec() {
        return spec;
    }

    /** Rows by category, in the order of the columns. */
    public Map<String, Long> counts() {
        return new LinkedHashMap<>(counts);
    }

    /** Rows of all other categories: the last column. */
    public long others() {
        return others;
    }

    @Override
    public int columns() {
        return share.length;
    }

    /** The column of a category, from 0: the last for one that has none of its own. */
    public int columnOf(String category) {
        return columnOf.getOrDefault(category, share.length - 1);
    }

    /** {@code double[columns]}: natural logarithm of each category's share of the training rows, never infinite. */
    public double[] logProbabilities() {
        return logProbability.clone();
    }

    /** How surprising a category is by itself, in nats: {@code -log p}. */
    public double surprise(String category) {
        return -logProbability[columnOf(category)];
    }

    @Override
    public boolean encode(Observation observed, int value, int text, int entity, float[] into, int column) {
        String category = observed.texts[text];
        if (category == null) {
            return false;
        }
        for (int c = 0; c < share.length; c++) {
            into[column + c] = -share[c] * inverseSpread;
        }
        int own = columnOf(category);
        into[column + own] = (1 - share[own]) * inverseSpread;
        return true;
    }

    @Override
    public String expectedText(float[] reconstruction, int column) {
        int likeliest = 0;
        for (int c = 1; c < share.length; c++) {
            if (probability(reconstruction, column, c) > probability(reconstruction, column, likeliest)) {
                likeliest = c;
            }
        }
        return likeliest < names.size() ? names.get(likeliest) : null;
    }

    private float probability(float[] reconstruction, int column, int c) {
        return reconstruction[column + c] / inverseSpread + share[c];
    }

    /** Its columns as a choice; of two categories at least. */
    Choices.Group choice(int firstColumn) {
        return new Choices.Group(firstColumn, share, inverseSpread);
    }

    /** The mean, which is 0 in every column. */
    @Override
    public void impute(float[] into, int column) {
        for (int c = 0; c < share.length; c++) {
            into[column + c] = 0;
        }
    }
}
