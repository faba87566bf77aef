package dev.sluice.bench.compression;

import java.io.IOException;

/** A way to pack rows. */
interface Packing {

    /** For the table. */
    String name();

    /**
     * Packs the rows of a set that are for packing.
     *
     * @param bounds {@code double[fields]}: the largest error of each; 0 for none
     * @return payload bytes a row
     */
    double bytes(RowSet rows, double[] bounds) throws IOException;
}
