package dev.sluice.codec;

/** Codes the residuals of a record of whose fields nothing is known: by the length of those before. */
final class UnknownFields {

    /** Residuals that the level is the mean of. */
    private static final int MOST = 8;

    private int level; // mean length of residuals that were not 0, in sixteenths of a bit; -1 before the first
    private int met; // of these
    private boolean zero; // whether the last residual was 0

    /** Begins another record. */
    void reset() {
        level = -1;
        met = 0;
        zero = false;
    }

    /** @param base of the contexts of a first record's lane */
    int residual(BitCoder coder, int base, int q) {
        int coded = Numbers.anything(coder, base, level, zero, q);
        zero = coded == 0;
        if (!zero) {
            level = Math.max(level, 0);
            level += (16 * Numbers.length(coded) - level) / Math.min(++met, MOST);
        }
        return coded;
    }
}
