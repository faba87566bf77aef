package dev.sluice.packed;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Times as texts of which the milliseconds and a form make the same characters again. Forms: 0 milliseconds, 1 seconds; then ISO-8601 by
 * what is between date and time, how many digits a second's fraction has, and what is behind it.
 */
final class TimeText {

    private static final int MILLIS = 0;
    private static final int SECONDS = 1;
    private static final int ISO = 2;
    private static final char[] BETWEEN = {'T', ' '};
    private static final int[] DIGITS = {0, 3, 6};
    private static final String[] BEHIND = {"Z", "", "+00:00", "+0000"};

    /** How many forms there are. */
    static final int FORMS = ISO + BETWEEN.length * DIGITS.length * BEHIND.length;

    private static final long MILLIS_FROM = 100_000_000_000L;
    private static final int LONGEST = 18;
    private static final int UNTIL_SECONDS = 19;

    private TimeText() {}

    /** The form of a text that says this time; -1 where there is none that makes it again. */
    static int form(String text, long millis) {
        int form = candidate(text);
        return form >= 0 && of(form, millis).equals(text) ? form : -1;
    }

    /** The milliseconds of a text, which {@link #form} tells whether they are worth anything. */
    static long millis(String text) {
        try {
            if (isDigits(text)) {
                long number = Long.parseLong(text);
                return number >= MILLIS_FROM ? number : number * 1000;
            }
            if (text.length() >= UNTIL_SECONDS) {
                String plain = text.substring(0, 10) + 'T' + text.substring(11, fractionEnd(text));
                return LocalDateTime.parse(plain).toInstant(ZoneOffset.UTC).toEpochMilli();
            }
        } catch (RuntimeException e) {
            // Not a time of a form that is known: it is kept as it is.
        }
        return 0;
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.chars().allMatch(c -> c >= '0' && c <= '9')
                && (text.length() == 1 || text.charAt(0) != '0');
    }

    private static int candidate(String text) {
        if (isDigits(text)) {
            return Long.parseLong(text) >= MILLIS_FROM ? MILLIS : SECONDS;
        }
        if (text.length() < UNTIL_SECONDS) {
            return -1;
        }
        int end = fractionEnd(text);
        int digits = Math.max(0, end - UNTIL_SECONDS - 1);
        for (int form = ISO; form < FORMS; form++) {
            if (between(form) == text.charAt(10)
                    && digits(form) == digits
                    && behind(form).equals(text.substring(end))) {
                return form;
            }
        }
        return -1;
    }

    private static int fractionEnd(String text) {
        int at = UNTIL_SECONDS;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
        }
        return at;
    }

    private static char between(int form) {
        return BETWEEN[(form - ISO) % BETWEEN.length];
    }

    private static int digits(int form) {
        return DIGITS[(form - ISO) / BETWEEN.length % DIGITS.length];
    }

    private static String behind(int form) {
        return BEHIND[(form - ISO) / (BETWEEN.length * DIGITS.length)];
    }

    /** The text of a time in a form. */
    static String of(int form, long millis) {
        if (form == MILLIS) {
            return Long.toString(millis);
        }
        long second = Math.floorDiv(millis, 1000L);
        if (form == SECONDS) {
            return Long.toString(second);
        }
        LocalDateTime time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(32);
        text.append(time.toLocalDate()).append(between(form));
        two(text, time.getHour()).append(':');
        two(text, time.getMinute()).append(':');
        two(text, time.getSecond());
        if (digits(form) > 0) {
            String fraction = Long.toString(1000 + Math.floorMod(millis, 1000L)).substring(1);
            text.append('.').append(fraction).append("000", 0, digits(form) - 3);
        }
        return text.append(behind(form)).toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
