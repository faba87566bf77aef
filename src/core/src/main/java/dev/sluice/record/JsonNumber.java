package dev.sluice.record;

import com.fasterxml.jackson.core.io.NumberInput;

/**
 * Reads a number as JSON writes it. One of few digits is exact at once (Clinger 1990: an integer below 2^53 and a power of
 * ten up to 10^22 are doubles, so that their product or quotient is rounded once); all others go to Jackson's parser.
 * Reused, not thread-safe.
 */
final class JsonNumber {

    /** Digits that a double holds, whatever they are. */
    private static final int EXACT_DIGITS = 15;

    private static final int LONGEST = 1_000;

    /** An exponent that is far beyond those of doubles, however many digits there are. */
    private static final int HUGE = 1_000_000;

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private char[] text = new char[32];
    private int from;
    private int to;
    private long digits;
    private int digitCount;
    private int exponent; // of ten
    private boolean negative;
    private boolean whole;

    /**
     * Reads from there on.
     *
     * @return where the number ends; -1 where there is none, or one of more than {@value #LONGEST} characters
     */
    int read(byte[] bytes, int start) {
        int at = start;
        int end = bytes.length;
        digits = 0;
        digitCount = 0;
        exponent = 0;
        whole = true;
        negative = at < end && bytes[at] == '-';
        if (negative) {
            at++;
        }
        int first = at;
        at = readDigits(bytes, at);
        if (at == first || (bytes[first] == '0' && at - first > 1)) {
            return -1;
        }
        if (at < end && bytes[at] == '.') {
            int point = ++at;
            at = readDigits(bytes, at);
            if (at == point) {
                return -1;
            }
            exponent = point - at;
            whole = false;
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at = readExponent(bytes, at + 1);
            whole = false;
        }
        from = start;
        to = at;
        return at < 0 || at - start > LONGEST ? -1 : at;
    }

    /** Leading zeros are no digits that count; of more digits than a double holds, their number alone is of use. */
    private int readDigits(byte[] bytes, int start) {
        int at = start;
        while (at < bytes.length) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            digits = 10 * digits + digit;
            if (digits != 0) {
                digitCount++;
            }
            at++;
        }
        return at;
    }

    private int readExponent(byte[] bytes, int start) {
        int at = start;
        boolean down = at < bytes.length && bytes[at] == '-';
        if (at < bytes.length && (bytes[at] == '-' || bytes[at] == '+')) {
            at++;
        }
        int first = at;
        int power = 0;
        for (; at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            power = Math.min(HUGE, 10 * power + bytes[at] - '0');
        }
        exponent += down ? -power : power;
        return at == first ? -1 : at;
    }

    /** The number that was read from these bytes, rounded once; infinite where it is too large. */
    double value(byte[] bytes) {
        if (digitCount <= EXACT_DIGITS && exponent < POWERS.length && exponent > -POWERS.length) {
            if (whole) {
                return negative ? -digits : digits; // -0 is an integer, and so is 0
            }
            double value = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
            return negative ? -value : value;
        }
        int length = to - from;
        if (length > text.length) {
            text = new char[LONGEST];
        }
        for (int i = 0; i < length; i++) {
            text[i] = (char) bytes[from + i];
        }
        return NumberInput.parseDouble(text, 0, length, true);
    }
}
