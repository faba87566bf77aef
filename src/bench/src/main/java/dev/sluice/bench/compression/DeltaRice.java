package dev.sluice.bench.compression;

/**
 * Blocks of 64 rows, each on its own: of each field the first number of steps, then the changes in the cheapest of three
 * ways, which two bits tell: none changes; Rice's code with a parameter of the field in this block; the same with runs of zeros
 * as their length. An exact field has its change as a bit, and the value whole where there is one.
 */
final class DeltaRice implements Packing {

    static final int BLOCK = 64;

    private static final int MODE = 2;
    private static final int PARAMETER = 4;
    private static final int MOST = 1 << PARAMETER;

    @Override
    public String name() {
        return "delta + Rice in blocks of 64";
    }

    @Override
    public double bytes(RowSet rows, double[] bounds) {
        double[] origins = rows.medians();
        long total = 0;
        for (int from = 0; from < rows.test().length; from += BLOCK) {
            int to = Math.min(rows.test().length, from + BLOCK);
            Bits bits = new Bits();
            for (int f = 0; f < origins.length; f++) {
                if (bounds[f] == 0) {
                    exact(bits, rows.test(), f, from, to, origins[f]);
                } else {
                    field(bits, steps(rows.test(), f, from, to, origins[f], bounds[f]));
                }
            }
            total += bits.length();
        }
        return (double) total / rows.test().length;
    }

    private static void exact(Bits bits, double[][] rows, int f, int from, int to, double origin) {
        boolean moves = false;
        for (int r = from; r < to; r++) {
            moves |= rows[r][f] != origin;
        }
        bits.bit(moves ? 1 : 0);
        double before = origin;
        for (int r = from; moves && r < to; r++) {
            bits.bit(rows[r][f] == before ? 0 : 1);
            if (rows[r][f] != before) {
                bits.put(Double.doubleToRawLongBits(rows[r][f]), Long.SIZE);
            }
            before = rows[r][f];
        }
    }

    private static long[] steps(double[][] rows, int f, int from, int to, double origin, double bound) {
        long[] steps = new long[to - from];
        for (int r = from; r < to; r++) {
            steps[r - from] = Math.round((rows[r][f] - origin) / (2 * bound));
        }
        return steps;
    }

    private static void field(Bits bits, long[] steps) {
        long[] changes = new long[steps.length - 1];
        boolean still = true;
        for (int r = 0; r < changes.length; r++) {
            changes[r] = Bits.fold(steps[r + 1] - steps[r]);
            still &= changes[r] == 0;
        }
        gamma(bits, Bits.fold(steps[0]));
        if (still) {
            bits.put(0, MODE);
            return;
        }
        int plain = parameter(changes, false);
        int runs = parameter(changes, true);
        boolean run = cost(changes, runs, true) < cost(changes, plain, false);
        bits.put(run ? 2 : 1, MODE);
        bits.put(run ? runs : plain, PARAMETER);
        write(bits, changes, run ? runs : plain, run);
    }

    private static int parameter(long[] changes, boolean run) {
        int best = 0;
        for (int k = 1; k < MOST; k++) {
            if (cost(changes, k, run) < cost(changes, best, run)) {
                best = k;
            }
        }
        return best;
    }

    private static long cost(long[] changes, int parameter, boolean run) {
        long cost = 0;
        int zeros = 0;
        for (long change : changes) {
            if (run && change == 0) {
                zeros++;
                continue;
            }
            cost += (run ? gammaBits(zeros) : 0) + Bits.riceBits(run ? change - 1 : change, parameter);
            zeros = 0;
        }
        return cost + (run && zeros > 0 ? gammaBits(zeros) : 0);
    }

    private static void write(Bits bits, long[] changes, int parameter, boolean run) {
        int zeros = 0;
        for (long change : changes) {
            if (run && change == 0) {
                zeros++;
                continue;
            }
            if (run) {
                gamma(bits, zeros);
            }
            bits.rice(run ? change - 1 : change, parameter);
            zeros = 0;
        }
        if (run && zeros > 0) {
            gamma(bits, zeros);
        }
    }

    /** Elias' gamma code of the number and one. */
    private static void gamma(Bits bits, long number) {
        int length = 64 - Long.numberOfLeadingZeros(number + 1);
        bits.put(0, length - 1);
        bits.put(number + 1, length);
    }

    private static long gammaBits(long number) {
        return 2L * (64 - Long.numberOfLeadingZeros(number + 1)) - 1;
    }
}
