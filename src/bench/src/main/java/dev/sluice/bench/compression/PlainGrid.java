package dev.sluice.bench.compression;

/**
 * Each record for itself: numbers of steps from the median, in the shorter of two ways, varints and Rice's code with a
 * parameter for the record, behind two bytes of header. What a codec without a model costs.
 */
final class PlainGrid implements Packing {

    private static final int HEADER = 2;
    private static final int MOST = 16;

    @Override
    public String name() {
        return "plain grid";
    }

    @Override
    public double bytes(RowSet rows, double[] bounds) {
        double[] origins = rows.medians();
        long total = 0;
        for (double[] row : rows.test()) {
            total += HEADER + payload(row, origins, bounds);
        }
        return (double) total / rows.test().length;
    }

    private static long payload(double[] row, double[] origins, double[] bounds) {
        long varints = 0;
        long[] rice = new long[MOST];
        long whole = 0;
        for (int f = 0; f < row.length; f++) {
            if (bounds[f] == 0) {
                whole += row[f] == origins[f] ? 1 : 65;
                continue;
            }
            long number = Bits.fold(Math.round((row[f] - origins[f]) / (2 * bounds[f])));
            varints += Math.max(1, (70 - Long.numberOfLeadingZeros(number)) / 7);
            for (int k = 0; k < MOST; k++) {
                rice[k] += Bits.riceBits(number, k);
            }
        }
        long best = Long.MAX_VALUE;
        for (long bits : rice) {
            best = Math.min(best, (4 + bits + whole + 7) / 8);
        }
        return Math.min(best, varints + (whole + 7) / 8);
    }
}
