package dev.sluice.pipeline;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 30s}, {@code 15m}, {@code 24h}, {@code 7d} or {@code PT24H}. */
public final class Durations {

    private static final Pattern PLAIN = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h|d)");

    private Durations() {}

    /** @throws IllegalArgumentException where it is none */
    public static Duration parse(String text) {
        Matcher plain = PLAIN.matcher(text);
        try {
            if (!plain.matches()) {
                return Duration.parse(text);
            }
            long count = Long.parseLong(plain.group(1));
            return switch (plain.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
