package dev.sluice.trainer.history;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.feature.Slots;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows rows of one list of features to a model of another: what both have under the same name and type is copied, the rest
 * is missing. Immutable.
 */
public final class FeatureView {
    private final List<FeatureSpec> of;
    private final boolean same;
    private final List<Copied> copied = new ArrayList<>();

    private record Copied(int fromValue, int toValue, int values, int fromText, int toText, int texts) {}

    /**
     * @param rows what the rows hold
     * @param of what the model takes
     */
    public FeatureView(List<FeatureSpec> rows, List<FeatureSpec> of) {
        this.of = of;
        this.same = rows.equals(of);
        Slots from = new Slots(rows);
        Slots to = new Slots(of);
        for (int j = 0; j < of.size(); j++) {
            for (int i = 0; i < rows.size(); i++) {
                if (isShared(rows.get(i), of.get(j))) {
                    copied.add(new Copied(
                            from.value(i),
                            to.value(j),
                            // What is derived from a number is filled in when it is scored.
                            Math.min(rows.get(i).values(), of.get(j).values()),
                            from.text(i),
                            to.text(j),
                            of.get(j).texts()));
                }
            }
        }
    }

    /** Whether two features are told from the same field in the same way. */
    public static boolean isShared(FeatureSpec one, FeatureSpec other) {
        return one.field().equals(other.field())
                && one.type() == other.type()
                && one.shape().equals(other.shape());
    }

    /** Whether there is anything to see. */
    public boolean isEmpty() {
        return of.isEmpty() || (!same && copied.isEmpty());
    }

    /** The row as the model takes it: a copy, or the row itself where the features are the same. */
    public Observation of(Observation row) {
        if (same) {
            return row;
        }
        Observation view = Observation.of(of);
        view.at(row.timestamp(), row.entity());
        for (Copied c : copied) {
            System.arraycopy(row.values, c.fromValue, view.values, c.toValue, c.values);
            System.arraycopy(row.texts, c.fromText, view.texts, c.toText, c.texts);
        }
        return view;
    }
}
