package dev.sluice.drift;

import java.util.List;

/** How many rows have a signal in each bin, and how many do not have it. Mutable. */
public final class Counts {
    private final long[] bins;
    private long missing;

    Counts(int bins) {
        this.bins = new long[bins];
    }

    /**
     * @param bins rows by bin
     * @param missing rows without a value
     * @throws IllegalArgumentException where one of them is negative, or too large to be a number of rows
     */
    public Counts(long[] bins, long missing) {
        this.bins = bins.clone();
        this.missing = missing;
        for (long c : bins) {
            require(c);
        }
        require(missing);
    }

    private static void require(long count) {
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a count of rows is out of range: " + count);
        }
    }

    Counts empty() {
        return new Counts(bins.length);
    }

    /** A row with the signal in a bin. */
    void count(int bin) {
        bins[bin]++;
    }

    /** A row without it. */
    void countMissing() {
        missing++;
    }

    void add(Counts other) {
        for (int c = 0; c < bins.length; c++) {
            bins[c] += other.bins[c];
        }
        missing += other.missing;
    }

    /** @param parts of which this is the sum, with others */
    Counts without(List<Counts> parts) {
        Counts rest = empty();
        rest.add(this);
        for (Counts part : parts) {
            for (int c = 0; c < bins.length; c++) {
                rest.bins[c] -= part.bins[c];
            }
            rest.missing -= part.missing;
        }
        return rest;
    }

    /** {@code long[bins]}, not copied. */
    long[] bins() {
        return bins;
    }

    /** {@code long[bins]}. */
    public long[] byBin() {
        return bins.clone();
    }

    public long missing() {
        return missing;
    }

    /** Rows with a value. */
    public long present() {
        return Divergence.sum(bins);
    }

    public long rows() {
        return present() + missing;
    }

    double missingShare() {
        return missing / (double) Math.max(1, rows());
    }
}
