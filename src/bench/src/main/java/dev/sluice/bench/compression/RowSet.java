package dev.sluice.bench.compression;

import java.util.Arrays;

/**
 * Rows of one entity, in order.
 *
 * @param name for the table
 * @param train {@code double[rows][fields]}, what model and codec are fitted on
 * @param test {@code double[rows][fields]}, what is packed
 */
@SuppressWarnings("ArrayRecordComponent") // data for one use, never compared
record RowSet(String name, double[][] train, double[][] test) {

    /** The first rows to fit on, the last to pack. */
    static RowSet split(String name, double[][] rows, double fit) {
        int cut = (int) (fit * rows.length);
        return new RowSet(name, Arrays.copyOf(rows, cut), Arrays.copyOfRange(rows, cut, rows.length));
    }

    int fields() {
        return train[0].length;
    }

    /** {@code double[fields]}: the largest value of training less the smallest. */
    double[] ranges() {
        double[] ranges = new double[fields()];
        for (int f = 0; f < ranges.length; f++) {
            int field = f;
            double most =
                    Arrays.stream(train).mapToDouble(row -> row[field]).max().orElseThrow();
            double least =
                    Arrays.stream(train).mapToDouble(row -> row[field]).min().orElseThrow();
            ranges[f] = most - least;
        }
        return ranges;
    }

    /** {@code double[fields]}: medians of training. */
    double[] medians() {
        double[] medians = new double[fields()];
        for (int f = 0; f < medians.length; f++) {
            int field = f;
            double[] column =
                    Arrays.stream(train).mapToDouble(row -> row[field]).sorted().toArray();
            medians[f] = column[column.length / 2];
        }
        return medians;
    }
}
