package dev.sluice.cli.table;

import java.util.Locale;
import java.util.Set;

/** What the text of one CSV cell stands for. */
public final class Cell {

    private static final Set<String> NOT_A_VALUE = Set.of("nan", "inf", "infinity", "na", "n/a", "null");

    private Cell() {}

    /** Whether the cell holds nothing: blank, or one of the words that programs write for a missing number. */
    public static boolean isMissing(String cell) {
        return cell.isBlank() || isWordForMissing(cell.strip());
    }

    private static boolean isWordForMissing(String text) {
        // Longest is "-infinity"; most cells are numbers and end here.
        if (text.length() > 9 || Character.isDigit(text.charAt(text.length() - 1))) {
            return false;
        }
        String word = text.charAt(0) == '-' || text.charAt(0) == '+' ? text.substring(1) : text;
        return NOT_A_VALUE.contains(word.toLowerCase(Locale.ROOT));
    }

    /** Whether the cell is a decimal number: {@code 7}, {@code -0.5}, {@code .5}, {@code 1e-3}, {@code 007}. */
    public static boolean isNumber(String cell) {
        String s = cell.strip();
        int at = sign(s, 0);
        int whole = digits(s, at);
        int digits = whole - at;
        at = whole;
        if (at < s.length() && s.charAt(at) == '.') {
            int fraction = digits(s, at + 1);
            digits += fraction - at - 1;
            at = fraction;
        }
        if (digits == 0) {
            return false;
        }
        if (at < s.length() && (s.charAt(at) == 'e' || s.charAt(at) == 'E')) {
            int from = sign(s, at + 1);
            at = digits(s, from);
            if (at == from) {
                return false;
            }
        }
        return at == s.length();
    }

    /** Whether the text of a {@linkplain #isNumber number} is one in JSON too, where {@code +1}, {@code .5} and 007 are not. */
    public static boolean isJsonNumber(String number) {
        int at = number.charAt(0) == '-' ? 1 : 0;
        int end = digits(number, at);
        if (end == at || (end - at > 1 && number.charAt(at) == '0')) {
            return false;
        }
        return end == number.length() || number.charAt(end) != '.' || digits(number, end + 1) > end + 1;
    }

    private static int sign(String s, int at) {
        return at < s.length() && (s.charAt(at) == '-' || s.charAt(at) == '+') ? at + 1 : at;
    }

    private static int digits(String s, int at) {
        int end = at;
        while (end < s.length() && s.charAt(end) >= '0' && s.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
