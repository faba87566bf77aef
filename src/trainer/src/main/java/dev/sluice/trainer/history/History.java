package dev.sluice.trainer.history;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.trainer.training.TrainingRows;
import dev.sluice.trainer.training.TrainingWindow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was read of the input topic: the features, a sample of the rows, and the window they are from. */
public final class History {
    private final List<FeatureSpec> features;
    private final List<Row> rows; // in the order of time
    private final TrainingWindow window;

    History(List<FeatureSpec> features, List<Row> rows, TrainingWindow window) {
        this.features = List.copyOf(features);
        this.rows = List.copyOf(rows);
        this.window = window;
    }

    public List<FeatureSpec> features() {
        return features;
    }

    public TrainingWindow window() {
        return window;
    }

    /** How many rows were sampled. */
    public int size() {
        return rows.size();
    }

    /** The sampled rows, oldest first. */
    public TrainingRows rows() {
        return new TrainingRows(
                rows.stream().map(Row::observation).toArray(Observation[]::new),
                rows.stream().mapToLong(Row::timestamp).toArray(),
                rows.stream().mapToLong(Row::entity).toArray(),
                rows.stream().mapToLong(Row::run).toArray());
    }

    /** The same history without some of its rows; a run is divided where they were. */
    History without(BitSet excluded) {
        List<Row> kept = new ArrayList<>();
        Map<Long, Integer> gaps = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (excluded.get(i)) {
                // Rows left out next to each other make gaps that no row is in: harmless.
                gaps.merge(row.run(), 1, Integer::sum);
            } else {
                int gap = gaps.getOrDefault(row.run(), 0);
                kept.add(gap == 0 ? row : row.inRun(Keyed.hash(row.run(), 0, gap)));
            }
        }
        TrainingWindow w = window;
        return new History(
                features,
                kept,
                new TrainingWindow(
                        w.from(),
                        w.to(),
                        w.ranges(),
                        w.rowsRead(),
                        w.rowsBad(),
                        w.rowsExcluded() + rows.size() - kept.size(),
                        w.entities(),
                        w.secondsRead()));
    }
}
