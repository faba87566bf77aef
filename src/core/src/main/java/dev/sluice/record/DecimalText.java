package dev.sluice.record;

import java.util.Locale;
import java.util.Set;

/** Numbers written as text, in a CSV cell: plain decimals, and the usual words for a missing value. */
final class DecimalText {

    private static final int LONGEST = 1_000;
    private static final int LONGEST_WORD = 9;
    /** Digits that fit an int. */
    private static final int SHORT = 9;

    private static final Set<String> MISSING =
            Set.of("nan", "na", "null", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

    private DecimalText() {}

    /** Whether the text is missing: blank, or a word for a number that is not there or not finite. */
    static boolean isMissing(String text) {
        if (text.isEmpty()) {
            return true;
        }
        // None of the words begins with a digit: nearly every cell is done here.
        return !isDigit(text.charAt(0))
                && text.length() <= LONGEST_WORD
                && MISSING.contains(text.toLowerCase(Locale.ROOT));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether the text has nothing but the characters of a decimal, and at least one digit. */
    static boolean isDecimal(String text) {
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isDigit(c)) {
                digit = true;
            } else if (c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return digit;
    }

    /** A whole number of few digits and no sign, as pixels and counts are; -1 where the text is anything else. */
    private static int shortWhole(String text) {
        if (text.length() > SHORT) {
            return -1;
        }
        int whole = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return -1;
            }
            whole = 10 * whole + (c - '0');
        }
        return whole;
    }

    /**
     * @param text without surrounding spaces
     * @return the number; NaN where it is missing or too large for a double
     */
    static double parse(String field, String text) throws BadRecordException {
        if (isMissing(text)) {
            return Double.NaN;
        }
        int whole = shortWhole(text);
        if (whole >= 0) {
            return whole;
        }
        // Double.parseDouble alone would also take "1f" and "0x1p3".
        if (text.length() <= LONGEST && isDecimal(text)) {
            try {
                double value = Double.parseDouble(text);
                return Double.isFinite(value) ? value : Double.NaN;
            } catch (NumberFormatException e) {
                // Falls through: digits and signs in the wrong order.
            }
        }
        String got = text.length() > LONGEST ? text.length() + " characters" : "\"" + Untrusted.brief(text) + "\"";
        throw new BadRecordException(field, "a number", got);
    }
}
