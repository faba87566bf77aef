package dev.sluice.record;

import java.util.Locale;
import java.util.Set;

/** Numbers written as text, in a CSV cell: plain decimals, and the usual words for a missing value. */
final class DecimalText {

    private static final int LONGEST = 1_000;
    private static final int LONGEST_WORD = 9;
    private static final Set<String> MISSING =
            Set.of("nan", "na", "null", "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity");

    private DecimalText() {}

    /** Whether the text is missing: blank, or a word for a number that is not there or not finite. */
    static boolean isMissing(String text) {
        return text.isEmpty() || (text.length() <= LONGEST_WORD && MISSING.contains(text.toLowerCase(Locale.ROOT)));
    }

    /** Whether the text has nothing but the characters of a decimal, and at least one digit. */
    static boolean isDecimal(String text) {
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digit = true;
            } else if (c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return false;
            }
        }
        return digit;
    }

    /**
     * @param text without surrounding spaces
     * @return the number; NaN where it is missing or too large for a double
     */
    static double parse(String field, String text) throws BadRecordException {
        if (isMissing(text)) {
            return Double.NaN;
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
