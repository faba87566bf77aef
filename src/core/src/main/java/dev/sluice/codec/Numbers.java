package dev.sluice.codec;

/** Codes single numbers as decisions, in the {@link Contexts#LANE} contexts from a base. */
final class Numbers {

    /** The residual that says that the value itself follows. */
    static final int ESCAPED = Integer.MIN_VALUE;

    /** Residuals are below this. */
    static final int LIMIT = 1 << 20;

    private static final int MOST = 20;

    // Zero or not, by 4 activities and 3 neighbours; the sign; then in unary where the highest bit is.
    private static final int SIGN = 12;
    private static final int EXPONENT = SIGN + 3;
    private static final int TOP = EXPONENT + 4 * 22;
    // In first records the place of the highest bit by the sign too, and two bits below it are worth a model.
    private static final int FIRST_TOP = EXPONENT + 8 * 21;
    private static final int FIRST_SECOND = FIRST_TOP + 13;
    // Where nothing is known, the places of the highest bit are told from the level's, in halves, which is at most 2 x
    // 21.
    private static final int LEVELLED = MOST + 2 * (MOST + 1);

    private Numbers() {}

    /**
     * A residual.
     *
     * @param first whether of a first record
     * @param activity 0 to 3: how large the last ones of this field were, or others that tell
     * @param neighbour 0 to 2: how large another of the record is
     * @param side 0 to 2: the sign of the last one, or of another
     */
    static int residual(BitCoder coder, int base, boolean first, int activity, int neighbour, int side, int q) {
        int unary = base + EXPONENT + (first ? 21 * 2 * activity : 22 * activity);
        return residual(
                coder, base, first, base + 3 * activity + neighbour, base + SIGN + side, unary, first ? 21 : 0, 1, q);
    }

    /**
     * A residual of a field that nothing is known of, in the contexts of a first record.
     *
     * @param level how many bits those before had that were not 0, in sixteenths; below 0 where there was none
     * @param zero whether the last one was 0
     */
    static int anything(BitCoder coder, int base, int level, boolean zero, int q) {
        int unary = base + EXPONENT + (level < 0 ? 0 : LEVELLED - level / 8);
        return residual(coder, base, true, base + (zero ? 1 : 0), base + SIGN, unary, 0, level < 0 ? 1 : 2, q);
    }

    /**
     * @param zero the context of whether it is 0
     * @param sign that of its sign
     * @param unary that of the first decision on its highest bit's place
     * @param ifNegative how much farther that is where it is below 0
     * @param stride from one of these decisions to the next
     */
    private static int residual(
            BitCoder coder, int base, boolean first, int zero, int sign, int unary, int ifNegative, int stride, int q) {
        if (coder.bit(zero, q == 0 ? 0 : 1) == 0) {
            return 0;
        }
        boolean escaped = q == ESCAPED;
        int negative = coder.bit(sign, q < 0 && !escaped ? 1 : 0);
        int more = Math.abs(q); // 1 and up
        int exponent = escaped ? MOST : 31 - Integer.numberOfLeadingZeros(more | 1);
        int place = unary + negative * ifNegative;
        int e = 0;
        while (e < MOST && coder.bit(place + stride * e, e < exponent ? 1 : 0) == 1) {
            e++;
        }
        if (e == MOST) {
            return ESCAPED;
        }
        int magnitude = e == 0 ? 1 : magnitude(coder, base, first, e, more);
        return negative == 1 ? -magnitude : magnitude;
    }

    /** Bits of a residual, as its {@code level}. */
    static int length(int q) {
        return q == ESCAPED ? MOST + 1 : Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(q));
    }

    /** For a context of a residual in a first record, the first of those that are like it but for what surrounds it. */
    static int alike(int context) {
        if (context < SIGN) {
            return 0;
        }
        if (context < EXPONENT) {
            return SIGN;
        }
        return context < FIRST_TOP ? EXPONENT + (context - EXPONENT) % 21 : context;
    }

    /**
     * Odds of fields of which nothing is known: at first nearly as many values in each power of two, then an exponential
     * distribution with the mean of those before.
     */
    static void expectAnything(byte[] odds, int base) {
        odds[base] = Odds.of(0.75);
        odds[base + 1] = Odds.of(0.5);
        for (int e = 0; e < MOST; e++) {
            odds[base + EXPONENT + e] = Odds.of(e < 12 ? (12.0 - e) / (13 - e) : 0.5);
        }
        for (int c = EXPONENT + MOST; c < FIRST_TOP; c++) {
            double beyond = StrictMath.exp(-1 / mean(-(c - EXPONENT - LEVELLED) / 2.0));
            odds[base + c] = Odds.of(Math.max(0.02, Math.min(0.98, beyond)));
        }
    }

    /** Of an exponential distribution whose numbers have so many bits in the mean. */
    private static double mean(double length) {
        return StrictMath.pow(2, length + 0.33);
    }

    /** The bits below the highest, of which there is at least one. */
    private static int magnitude(BitCoder coder, int base, boolean first, int e, int more) {
        int rest = e - 1;
        int place = Math.min(e, 12);
        int magnitude = 2 | coder.bit(base + (first ? FIRST_TOP : TOP) + place, more >>> rest & 1);
        if (first && rest > 0) {
            rest--;
            magnitude =
                    magnitude << 1 | coder.bit(base + FIRST_SECOND + 2 * place + (magnitude & 1), more >>> rest & 1);
        }
        return magnitude << rest | (int) coder.raw(rest, more & ((1 << rest) - 1));
    }

    /** A number of 64 bits, small ones short: its length, then its bits. */
    static long signed(BitCoder coder, int base, long number) {
        long folded = (number << 1) ^ (number >> 63);
        int length = tree(coder, base, 64 - Long.numberOfLeadingZeros(folded | 1) - 1);
        long bits = 1;
        if (length > 0) {
            bits = 1L << length | coder.raw(length, folded & ((1L << length) - 1));
        }
        // 0 has the length of 1.
        if (length == 0) {
            bits = coder.bit(base + 64, (int) folded & 1);
        }
        return (bits >>> 1) ^ -(bits & 1);
    }

    /** A value's bits by what differs from the bits before. */
    static long bits(BitCoder coder, int base, long before, long bits) {
        long different = bits ^ before;
        if (coder.bit(base, different == 0 ? 0 : 1) == 0) {
            return before;
        }
        int length = 1 + tree(coder, base + 1, 63 - Long.numberOfLeadingZeros(different | 1));
        int zeros = tree(coder, base + 64, Long.numberOfTrailingZeros(different | 1L << 63));
        // The highest and the lowest of the bits that differ are known to be ones.
        int inner = Math.max(0, length - zeros - 2);
        long middle = inner == 0 ? 0 : coder.raw(inner, different >>> (zeros + 1) & ((1L << inner) - 1));
        return before ^ (1L << (length - 1) | 1L << zeros | middle << (zeros + 1));
    }

    /** A number from 0 to 63, in 63 contexts from {@code base + 1}. */
    private static int tree(BitCoder coder, int base, int number) {
        int node = 1;
        for (int b = 5; b >= 0; b--) {
            node = node << 1 | coder.bit(base + node, number >>> b & 1);
        }
        return node - 64;
    }
}
