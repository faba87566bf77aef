package dev.sluice.codec;

/**
 * Probabilities in a byte: the logarithm of the odds, 1/12 a unit, which is fine where a probability is near 0 or 1 and costs
 * the most. Coders use 1 to 65,535 for the probability of a one in 65,536.
 */
final class Odds {

    private static final double UNIT = 12;
    private static final int[] PROBABILITIES = probabilities();

    private Odds() {}

    private static int[] probabilities() {
        int[] table = new int[256];
        for (int b = -128; b < 128; b++) {
            double p = 65_536 / (1 + StrictMath.exp(-b / UNIT));
            table[b + 128] = (int) Math.max(2, Math.min(65_534, StrictMath.rint(p)));
        }
        return table;
    }

    static byte of(double probability) {
        double odds = Math.rint(UNIT * StrictMath.log(probability / (1 - probability)));
        return (byte) Math.max(-128, Math.min(127, odds));
    }

    /** {@code int[contexts]}: probabilities of a one. */
    static int[] expand(byte[] odds) {
        int[] one = new int[odds.length];
        for (int c = 0; c < odds.length; c++) {
            one[c] = PROBABILITIES[odds[c] + 128];
        }
        return one;
    }
}
