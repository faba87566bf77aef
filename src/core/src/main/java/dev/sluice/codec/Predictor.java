package dev.sluice.codec;

import java.util.stream.IntStream;

/** The ways in which a number is predicted. */
final class Predictor {

    /** The origin of the field's grid. */
    static final int GRID = 0;
    /** From the fields of this record that are decoded already. */
    static final int WITHIN = 1;
    /** The record before. */
    static final int PREVIOUS = 2;
    /** From this record and the two before. */
    static final int ACROSS = 3;
    /** The autoencoder's reconstruction. */
    static final int RECONSTRUCTION = 4;

    /** From the reconstructions of all fields and the fields of this record that are decoded already. */
    static final int JOINT = 5;

    static final int COUNT = 6;

    /** Those that need a latent. */
    static final int LATENT = 1 << RECONSTRUCTION | 1 << JOINT;

    /** Those that need no record before. */
    static final int ALONE = 1 << GRID | 1 << WITHIN | LATENT;

    /** Costs of the first steps, which are nearly all. */
    private static final int[] FEW =
            IntStream.range(0, 64).map(Predictor::costOf).toArray();

    private Predictor() {}

    /** About what a residual costs: {@code 16 log2(1 + 2 |steps|)}, with two bits of its fraction. */
    static int cost(long residual) {
        long steps = (Math.abs(residual) + (1 << (FieldGrid.SHIFT - 1))) >> FieldGrid.SHIFT;
        return steps < FEW.length ? FEW[(int) steps] : costOf(Math.min(steps, 1L << 40));
    }

    private static int costOf(long steps) {
        long v = 8 * (1 + 2 * steps);
        int log = 63 - Long.numberOfLeadingZeros(v);
        return 16 * (log - 3) + (int) ((v >>> (log - 3)) & 7) * 2;
    }
}
