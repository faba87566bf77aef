package dev.sluice.trainer.continuity;

import dev.sluice.feature.ArrayFeature;
import dev.sluice.feature.CategoryFeature;
import dev.sluice.feature.Curve;
import dev.sluice.feature.DerivedFeature;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FieldScaler;
import dev.sluice.feature.FittedFeature;
import dev.sluice.inference.Choices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a column of a network's input stands for, whichever model it is of, and how it is scaled:
 * {@code (x - center) / spread}, x being what the curve begins with where that is straight, its logarithm where the curve
 * is one.
 *
 * @param name of feature and column
 * @param kind of the feature and the curve: columns are the same only where these are
 * @param center of the scale; for a category, its share
 * @param spread of the scale, above 0
 * @param isOther whether it stands for all categories that have no column of their own
 */
record ColumnScale(String name, String kind, double center, double spread, boolean isOther) {

    private static final String FIXED = "fixed";

    /** The columns of a model, in their order. */
    static List<ColumnScale> of(FeatureEncoder encoder) {
        List<ColumnScale> columns = new ArrayList<>();
        Optional<Choices> choices = encoder.choices(1);
        for (int j = 0; j < encoder.size(); j++) {
            FittedFeature feature = encoder.feature(j);
            if (feature instanceof FieldScaler number) {
                columns.add(scaled(number.field(), number.curve()));
            } else if (feature instanceof DerivedFeature number) {
                columns.add(scaled(number.field(), number.number().curve()));
                for (int k = 0; k < number.derived().size(); k++) {
                    String kind = number.spec().derive().kinds().get(k).label();
                    columns.add(scaled(
                            number.field() + " " + kind, number.derived().get(k).curve()));
                }
            } else if (feature instanceof CategoryFeature category) {
                add(category, encoder.firstColumn(j), choices, columns);
            } else {
                for (int c = 0; c < feature.columns(); c++) {
                    String name = feature.field() + "[" + c + " of " + feature.columns() + "]";
                    columns.add(
                            feature instanceof ArrayFeature array
                                    ? scaled(name, array.curve())
                                    : new ColumnScale(
                                            name, feature.spec().type().label(), 0, 1, false));
                }
            }
        }
        return columns;
    }

    private static ColumnScale scaled(String name, Curve curve) {
        if (curve instanceof Curve.Linear linear) {
            return new ColumnScale(name, "linear", linear.center(), linear.spread(), false);
        }
        if (curve instanceof Curve.SignedLog log) {
            return new ColumnScale(name, "log", log.center(), log.spread(), false);
        }
        return new ColumnScale(name, FIXED, 0, 1, false);
    }

    private static void add(CategoryFeature category, int first, Optional<Choices> choices, List<ColumnScale> columns) {
        Optional<Choices.Group> group = choices.flatMap(
                all -> all.groups().stream().filter(g -> g.first() == first).findFirst());
        int c = 0;
        for (String name : category.counts().keySet()) {
            columns.add(of(category, "=" + name, group, c++, false));
        }
        columns.add(of(category, "", group, c, true));
    }

    /** A category alone with nothing beside it has no group: it is always chosen. */
    private static ColumnScale of(
            CategoryFeature category, String name, Optional<Choices.Group> group, int column, boolean isOther) {
        double share = group.isPresent() ? group.get().share(column) : 1;
        double spread = group.isPresent() ? 1 / group.get().factor() : 1;
        return new ColumnScale(category.field() + name, "category " + category.field(), share, spread, isOther);
    }

    boolean isCategory() {
        return kind.startsWith("category ");
    }

    /** Whether this is the same column of another model. */
    boolean isSame(ColumnScale other) {
        return name.equals(other.name) && kind.equals(other.kind) && isOther == other.isOther;
    }
}
