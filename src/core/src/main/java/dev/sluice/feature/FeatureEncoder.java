package dev.sluice.feature;

import dev.sluice.inference.Choices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The fitted feature code of a model: from what was observed to the network's input. A feature becomes one column or
 * more. What is missing is missing, never 0: its place is taken by the feature's normal level in the forward pass, and
 * the mask leaves it out of the residual. Immutable.
 */
public final class FeatureEncoder {

    private final FittedFeature[] features;
    private final LinearFields linear;
    private final int[] others; // features that are not among the linear ones
    private final Slots slots;
    private final EntityIndex entities;
    private final Derivation derivation;
    private final int[] first; // [features + 1]: a feature's first column
    private final int[] featureOf; // [columns]
    private final boolean[] judged; // [columns]
    private final float[] imputed; // [columns]

    /** @throws IllegalArgumentException where there is no feature */
    public FeatureEncoder(List<? extends FittedFeature> features) {
        this(features, EntityIndex.NONE);
    }

    /**
     * @param entities what the features' entity levels are of
     * @throws IllegalArgumentException where there is no feature, or one has levels of other entities
     */
    public FeatureEncoder(List<? extends FittedFeature> features, EntityIndex entities) {
        if (features.isEmpty()) {
            throw new IllegalArgumentException("a model needs at least one feature");
        }
        this.features = features.toArray(FittedFeature[]::new);
        this.slots = new Slots(specs());
        this.entities = entities;
        this.derivation = new Derivation(specs());
        this.first = new int[this.features.length + 1];
        for (int j = 0; j < this.features.length; j++) {
            first[j + 1] = Math.addExact(first[j], this.features[j].columns());
            requireEntities(this.features[j]);
        }
        int columns = first[this.features.length];
        this.featureOf = new int[columns];
        this.judged = new boolean[columns];
        this.imputed = new float[columns];
        for (int j = 0; j < this.features.length; j++) {
            Arrays.fill(featureOf, first[j], first[j + 1], j);
            Arrays.fill(judged, first[j], first[j + 1], this.features[j].isJudged());
            this.features[j].impute(imputed, first[j]);
        }
        this.linear = new LinearFields(this.features, slots, first);
        this.others = IntStream.range(0, this.features.length)
                .filter(j -> !LinearFields.takes(this.features[j]))
                .toArray();
    }

    private void requireEntities(FittedFeature feature) {
        if (feature instanceof FieldScaler scaler
                && scaler.levels() != null
                && scaler.levels().size() != entities.size()) {
            throw new IllegalArgumentException(feature.field() + ": levels of "
                    + scaler.levels().size() + " entities, but the model knows " + entities.size());
        }
        if (feature instanceof DerivedFeature number) {
            requireEntities(number.number());
            number.derived().forEach(this::requireEntities);
        }
    }

    /**
     * Fits every feature.
     *
     * @param rows made for {@code specs}, with what is derived from them
     */
    public static FeatureEncoder fit(List<FeatureSpec> specs, Observation[] rows) {
        Slots slots = new Slots(specs);
        int perEntity = specs.stream()
                .filter(s -> s.normalize() == Normalize.ENTITY)
                .mapToInt(FeatureSpec::values)
                .sum();
        EntityIndex entities = perEntity == 0 ? EntityIndex.NONE : EntityIndex.fit(rows, perEntity);
        int[] entityOf =
                Arrays.stream(rows).mapToInt(row -> entities.of(row.entity())).toArray();
        FittedFeature[] fitted = new FittedFeature[specs.size()];
        for (int j = 0; j < fitted.length; j++) {
            FeatureSpec spec = specs.get(j);
            int value = slots.value(j);
            int text = slots.text(j);
            fitted[j] = switch (spec.type()) {
                case NUMBER, BOOLEAN ->
                    spec.derive().isNone()
                            ? FieldScaler.fit(
                                    spec,
                                    Arrays.stream(rows)
                                            .mapToDouble(row -> row.values[value])
                                            .toArray(),
                                    entityOf,
                                    entities)
                            : DerivedFeature.fit(spec, rows, value, entityOf, entities);
                case ARRAY -> ArrayFeature.fit(spec, rows, value);
                case CATEGORICAL -> CategoryFeature.fit(spec, rows, text);
                case TIME -> new TimeFeature(spec);
                case TEXT -> TextFeature.fit(spec, rows, text);
            };
        }
        return new FeatureEncoder(List.of(fitted), entities);
    }

    /** How many features there are. */
    public int size() {
        return features.length;
    }

    /** How many columns they make: the width of the network. */
    public int columns() {
        return featureOf.length;
    }

    /** The feature that a column belongs to. */
    public int featureOf(int column) {
        return featureOf[column];
    }

    /** The first column of a feature; the others follow. */
    public int firstColumn(int feature) {
        return first[feature];
    }

    /**
     * {@code boolean[columns]}: whether a column is to be judged. One that is not is context: the network sees it, but
     * what it makes of it is no residual.
     */
    public boolean[] judged() {
        return judged.clone();
    }

    public FittedFeature feature(int feature) {
        return features[feature];
    }

    public List<FittedFeature> features() {
        return List.of(features);
    }

    /** The entities that have a level of their own. */
    public EntityIndex entities() {
        return entities;
    }

    /** What the features were listed as, in their order. */
    public List<FeatureSpec> specs() {
        return Arrays.stream(features).map(FittedFeature::spec).toList();
    }

    /**
     * The columns of the categories, of which one is chosen each.
     *
     * @param rows so many rows of all columns, one after the other
     */
    public Optional<Choices> choices(int rows) {
        List<Choices.Group> groups = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < features.length; j++) {
                if (features[j] instanceof CategoryFeature category && category.columns() > 1) {
                    groups.add(category.choice(r * columns() + first[j]));
                }
            }
        }
        return groups.isEmpty() ? Optional.empty() : Optional.of(new Choices(rows * columns(), groups));
    }

    /** Computes what is derived from an entity's numbers; before {@link #encode}. */
    public Derivation derivation() {
        return derivation;
    }

    /** Writes the row that stands in where there is none: every feature's normal level. */
    public void impute(float[] into, int at) {
        System.arraycopy(imputed, 0, into, at, imputed.length);
    }

    /** Whether a number counts as present. */
    public static boolean isPresent(double observed) {
        return Math.abs(observed) <= Double.MAX_VALUE;
    }

    /**
     * @param scaled {@code float[columns]}, overwritten: scaled values, imputed where missing; always finite
     * @param present {@code boolean[columns]}, overwritten: the mask, false where a value is missing or not judged:
     *     neither takes part in loss and residual
     * @return how many features are missing
     * @throws IllegalArgumentException where the observation is not of this encoder's width
     */
    public int encode(Observation observed, float[] scaled, boolean[] present) {
        if (observed.values.length != slots.values() || observed.texts.length != slots.texts()) {
            throw new IllegalArgumentException("expected " + slots.values() + " values and " + slots.texts()
                    + " texts, got " + observed.values.length + " and " + observed.texts.length);
        }
        int entity = entities.of(observed.entity());
        int missing = linear.encode(observed.values, imputed, scaled, present);
        for (int j : others) {
            int from = first[j];
            int to = first[j + 1];
            if (features[j].encode(observed, slots.value(j), slots.text(j), entity, scaled, from)) {
                for (int c = from; c < to; c++) {
                    boolean there = !Float.isNaN(scaled[c]);
                    scaled[c] = there ? scaled[c] : imputed[c];
                    present[c] = there && judged[c];
                }
            } else {
                System.arraycopy(imputed, from, scaled, from, to - from);
                Arrays.fill(present, from, to, false);
                missing++;
            }
        }
        return missing;
    }

    /** What was observed of a feature, as one number in the input's unit; NaN where it is missing or no number. */
    public double observed(int feature, Observation observed) {
        return features[feature].observed(observed, slots.value(feature));
    }

    /** What was observed of a feature, as a text; null where it is missing or no text. */
    public String observedText(int feature, Observation observed) {
        return features[feature].observedText(observed, slots.text(feature));
    }

    /**
     * The category that the network expected; null where the feature is no category, or for all rare ones together.
     *
     * @param reconstruction {@code float[columns]}
     */
    public String expectedText(int feature, float[] reconstruction) {
        return features[feature].expectedText(reconstruction, first[feature]);
    }

    /**
     * What the network expected of a feature, as one number in the input's unit; NaN where the feature is no number.
     *
     * @param reconstruction {@code float[columns]}
     * @param entity {@link EntityHash} of the record's entity
     */
    public double expected(int feature, float[] reconstruction, long entity) {
        return features[feature].expected(reconstruction, first[feature], entities.of(entity));
    }
}
