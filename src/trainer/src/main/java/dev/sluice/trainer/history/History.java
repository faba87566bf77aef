package dev.sluice.trainer.history;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.trainer.training.TrainingRows;
import dev.sluice.trainer.training.TrainingWindow;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

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
        double[][] values = rows.stream().map(r -> r.values).toArray(double[][]::new);
        long[] timestamps = rows.stream().mapToLong(r -> r.timestamp).toArray();
        return new TrainingRows(values, timestamps);
    }

    /** {@code long[rows]}: a hash of each row's entity. */
    long[] entities() {
        return rows.stream().mapToLong(r -> r.entity).toArray();
    }

    /** The same history without some of its rows. */
    History without(BitSet excluded) {
        List<Row> kept = IntStream.range(0, rows.size())
                .filter(i -> !excluded.get(i))
                .mapToObj(rows::get)
                .toList();
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
