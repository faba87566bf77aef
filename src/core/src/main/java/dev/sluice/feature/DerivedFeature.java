package dev.sluice.feature;

import java.util.ArrayList;
import java.util.List;

/**
 * A number, and what is derived from it and the ones before: a column each, scaled on its own. Only what is derived may be
 * missing where the number is there; where the number is missing, all is.
 */
public final class DerivedFeature implements FittedFeature {

    private final FieldScaler number;
    private final List<FieldScaler> derived;

    /** @throws IllegalArgumentException where there is not one scaler for each of the number's {@link FeatureSpec#derive} */
    public DerivedFeature(FieldScaler number, List<FieldScaler> derived) {
        this.number = number;
        this.derived = List.copyOf(derived);
        int kinds = number.spec().derive().kinds().size();
        if (kinds == 0 || kinds != this.derived.size()) {
            throw new IllegalArgumentException(
                    number.field() + ": " + kinds + " are derived, " + this.derived.size() + " have a scale");
        }
    }

    static DerivedFeature fit(FeatureSpec spec, Observation[] rows, int slot, int[] entityOf, EntityIndex entities) {
        List<FieldScaler> derived = new ArrayList<>();
        for (int k = 1; k <= spec.derive().kinds().size(); k++) {
            derived.add(FieldScaler.fit(ofDerived(spec), column(rows, slot + k), entityOf, entities));
        }
        return new DerivedFeature(FieldScaler.fit(spec, column(rows, slot), entityOf, entities), derived);
    }

    /** What a derived column is scaled by: as the number, but for what concerns the number alone. */
    public static FeatureSpec ofDerived(FeatureSpec number) {
        return number.with(number.scale(), number.normalize(), null).with(Derive.NONE);
    }

    private static double[] column(Observation[] rows, int slot) {
        double[] column = new double[rows.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = rows[i].values[slot];
        }
        return column;
    }

    @Override
    public FeatureSpec spec() {
        return number.spec();
    }

    public FieldScaler number() {
        return number;
    }

    /** In the order of {@link Derive#kinds}. */
    public List<FieldScaler> derived() {
        return derived;
    }

    @Override
    public int columns() {
        return 1 + derived.size();
    }

    @Override
    public String columnName(int column) {
        return column == 0
                ? field()
                : field() + " " + spec().derive().kinds().get(column - 1).label();
    }

    @Override
    public boolean encode(Observation observed, int value, int text, int entity, float[] into, int column) {
        if (!number.encode(observed, value, text, entity, into, column)) {
            return false;
        }
        for (int k = 1; k <= derived.size(); k++) {
            if (!derived.get(k - 1).encode(observed, value + k, text, entity, into, column + k)) {
                into[column + k] = Float.NaN;
            }
        }
        return true;
    }

    @Override
    public void impute(float[] into, int column) {
        number.impute(into, column);
        for (int k = 1; k <= derived.size(); k++) {
            derived.get(k - 1).impute(into, column + k);
        }
    }

    @Override
    public double unscaled(int column, float scaled) {
        return column == 0 ? number.unscale(scaled) : derived.get(column - 1).unscale(scaled);
    }

    @Override
    public double observed(Observation observed, int value) {
        return number.observed(observed, value);
    }

    @Override
    public double expected(float[] reconstruction, int column, int entity) {
        return number.expected(reconstruction, column, entity);
    }

    @Override
    public String toString() {
        return "DerivedFeature[" + number + ", " + derived + "]";
    }
}
