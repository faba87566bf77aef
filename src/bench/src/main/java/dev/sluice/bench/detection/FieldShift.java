package dev.sluice.bench.detection;

import dev.sluice.bench.data.ColumnSpread;
import dev.sluice.bench.data.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Normal rows, of which every so many has one field moved, so that the rows before and after it stay normal.
 *
 * @param frame all rows in order
 * @param moved which rows, and what in them
 */
record FieldShift(Frame frame, List<Moved> moved) {

    /** A row with a moved field. */
    record Moved(int row, String field) {}

    /**
     * @param spread of the history, in the order of the columns; fields that are constant there are not moved
     * @param deviations how far, up or down
     * @param every how many rows from one to the next
     * @param first the first row to move in
     */
    static FieldShift of(Frame normal, ColumnSpread spread, double deviations, int every, int first, Random random) {
        int[] fields = IntStream.range(0, normal.columns().size())
                .filter(c -> spread.deviation()[c] > 0)
                .toArray();
        List<List<String>> rows = new ArrayList<>(normal.rows());
        List<Moved> moved = new ArrayList<>();
        for (int row = first; row < rows.size(); row += every) {
            int field = fields[random.nextInt(fields.length)];
            double by = deviations * spread.deviation()[field] * (random.nextBoolean() ? 1 : -1);
            List<String> cells = new ArrayList<>(rows.get(row));
            cells.set(field, Double.toString(Double.parseDouble(cells.get(field)) + by));
            rows.set(row, cells);
            moved.add(new Moved(row, normal.columns().get(field)));
        }
        return new FieldShift(new Frame(normal.columns(), rows), moved);
    }
}
