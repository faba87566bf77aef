package dev.sluice.cli.terminal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Numbers and times as people read them. */
public final class Figures {

    private static final MathContext DIGITS = new MathContext(4);

    private Figures() {}

    /** Four significant digits, without trailing zeros: {@code 0.1234}, {@code 12.5}, {@code 3.2e-7}. */
    public static String brief(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (size < 1e-4 || size >= 1e9) {
            return String.format(Locale.ROOT, "%.1e", value)
                    .replace("e-0", "e-")
                    .replace("e+0", "e")
                    .replace("e+", "e");
        }
        if (size >= 1e4) {
            return Long.toString(Math.round(value));
        }
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** With separators between thousands: {@code 12,345}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** ISO-8601 in UTC, to the millisecond where there are any: {@code 2026-01-01T00:00:00Z}. */
    public static String time(long epochMillis) {
        return Instant.ofEpochMilli(epochMillis).truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** {@code 512 B}, {@code 38 KiB}, {@code 1.5 MiB}. */
    public static String bytes(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        }
        String unit = bytes < 1 << 20 ? "KiB" : bytes < 1 << 30 ? "MiB" : "GiB";
        double size = bytes / (bytes < 1 << 20 ? 0x1p10 : bytes < 1 << 30 ? 0x1p20 : 0x1p30);
        return String.format(Locale.ROOT, size < 10 ? "%.1f %s" : "%.0f %s", size, unit);
    }

    /** Two units at most, the larger ones: {@code 250 ms}, {@code 42 s}, {@code 1 h 12 min}, {@code 3 d 4 h}. */
    public static String span(long millis) {
        if (millis < 1_000) {
            return millis + " ms";
        }
        Duration span = Duration.ofMillis(millis);
        if (span.toDays() > 0) {
            return two(span.toDays(), "d", span.toHoursPart(), "h");
        }
        if (span.toHours() > 0) {
            return two(span.toHours(), "h", span.toMinutesPart(), "min");
        }
        return span.toMinutes() > 0 ? two(span.toMinutes(), "min", span.toSecondsPart(), "s") : span.toSeconds() + " s";
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
