package dev.sluice.pipeline;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many alerts normal traffic may raise: {@code alerts.budget}, such as {@code 1 per day per entity} or
 * {@code 1 per 1000 records}.
 *
 * @param count alerts, above 0
 * @param period the time they are counted over; null where {@code records} is set
 * @param records the records they are counted over; 0 where {@code period} is set
 * @param perEntity whether each entity has this budget, rather than the pipeline as a whole
 */
public record AlertBudget(double count, Duration period, long records, boolean perEntity) {

    private static final double SMALLEST = 1e-9;
    private static final double LARGEST = 0.2;

    private static final Pattern BY_TIME =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) per (hour|day|week) per (entity|pipeline)");
    private static final Pattern BY_RECORDS = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?) per (\\d{1,10}) records");

    // After the patterns that parse() needs: static fields are initialized in the order of the text.
    public static final AlertBudget DEFAULT = parse("1 per day per entity");

    /** @throws IllegalArgumentException naming the forms */
    public static AlertBudget parse(String text) {
        String t = text.strip().toLowerCase(Locale.ROOT);
        Matcher time = BY_TIME.matcher(t);
        if (time.matches() && Double.parseDouble(time.group(1)) > 0) {
            Duration period = switch (time.group(2)) {
                case "hour" -> Duration.ofHours(1);
                case "day" -> Duration.ofDays(1);
                default -> Duration.ofDays(7);
            };
            return new AlertBudget(
                    Double.parseDouble(time.group(1)), period, 0, time.group(3).equals("entity"));
        }
        Matcher records = BY_RECORDS.matcher(t);
        if (records.matches() && Double.parseDouble(records.group(1)) > 0) {
            long n = Long.parseLong(records.group(2));
            if (n > 0) {
                return new AlertBudget(Double.parseDouble(records.group(1)), null, n, false);
            }
        }
        throw new IllegalArgumentException("expected \"<n> per <hour|day|week> per <entity|pipeline>\" or "
                + "\"<n> per <n> records\", got \"" + text + "\"");
    }

    /**
     * The share of normal records that may raise an alert, so that the budget holds at the rate the window had.
     *
     * @param rows records in the window
     * @param entities distinct entities in the window
     * @param span time from the window's first record to its last
     * @return between 1e-9 and 0.2
     */
    public double probability(long rows, long entities, Duration span) {
        double perRecord;
        if (period == null) {
            perRecord = count / records;
        } else {
            double periods = Math.max(1, span.toMillis()) / (double) period.toMillis();
            double allowed = count * periods * (perEntity ? Math.max(1, entities) : 1);
            perRecord = allowed / Math.max(1, rows);
        }
        return Math.max(SMALLEST, Math.min(LARGEST, perRecord));
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        String n = BigDecimal.valueOf(count).stripTrailingZeros().toPlainString();
        if (period == null) {
            return n + " per " + records + " records";
        }
        String unit = period.equals(Duration.ofHours(1)) ? "hour" : period.equals(Duration.ofDays(1)) ? "day" : "week";
        return n + " per " + unit + " per " + (perEntity ? "entity" : "pipeline");
    }
}
