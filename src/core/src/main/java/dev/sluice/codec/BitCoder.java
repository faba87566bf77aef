package dev.sluice.codec;

/**
 * Takes decisions one by one, each under a context. One walk over a frame serves writing, reading and fitting, so that these
 * cannot come apart: a writer returns the decision that it is given, a reader the one that was written.
 */
abstract class BitCoder {

    /** @return the decision, 0 or 1 */
    abstract int bit(int context, int bit);

    /**
     * A decision whose odds are none of the state's.
     *
     * @param one the probability of a one, of 65,536
     */
    abstract int decide(int one, int bit);

    /** Bits that are not worth a model, the highest first. */
    abstract long raw(int count, long bits);
}
