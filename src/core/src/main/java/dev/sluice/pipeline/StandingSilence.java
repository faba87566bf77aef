package dev.sluice.pipeline;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A silence of the pipeline file: {@code {entity, field, from, until, weekly, zone}}, such as a maintenance window. In the
 * time of the records.
 *
 * @param entity a pattern with {@code *} and {@code ?}; empty for any
 * @param field a pattern over names; empty for any
 * @param from inclusive; empty for always before
 * @param until exclusive; empty for ever
 * @param weekly when in a week; empty for all of it
 * @param zone of {@code weekly}
 */
public record StandingSilence(
        Optional<String> entity,
        Optional<String> field,
        Optional<Instant> from,
        Optional<Instant> until,
        Optional<Weekly> weekly,
        ZoneId zone) {

    /** A window of each week, {@code Sat 02:00-04:00}; one whose end is not after its begin ends the day after. */
    public record Weekly(DayOfWeek day, LocalTime from, LocalTime until) {
        private static final Pattern FORM =
                Pattern.compile("(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

        /** @throws IllegalArgumentException where it is of another form */
        public static Weekly parse(String text) {
            Matcher m = FORM.matcher(text.strip());
            if (!m.matches()) {
                throw new IllegalArgumentException("a window of a week such as Sat 02:00-04:00");
            }
            DayOfWeek day = null;
            for (DayOfWeek d : DayOfWeek.values()) {
                day = name(d).equals(m.group(1)) ? d : day;
            }
            try {
                LocalTime until = m.group(3).equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(m.group(3));
                return new Weekly(day, LocalTime.parse(m.group(2)), until);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("a window of a week such as Sat 02:00-04:00", e);
            }
        }

        private static String name(DayOfWeek day) {
            String name = day.name();
            return name.charAt(0) + name.substring(1, 3).toLowerCase(Locale.ROOT);
        }

        private boolean contains(LocalDateTime local) {
            LocalTime time = local.toLocalTime().truncatedTo(ChronoUnit.MILLIS);
            boolean sameDay = until.isAfter(from);
            boolean begun = local.getDayOfWeek() == day && !time.isBefore(from) && (!sameDay || time.isBefore(until));
            return begun || (!sameDay && local.getDayOfWeek() == day.plus(1) && time.isBefore(until));
        }

        /** The form that {@link #parse} reads. */
        @Override
        public String toString() {
            return name(day) + " " + from + "-" + until;
        }
    }

    /** @param timestamp milliseconds since the epoch */
    public boolean contains(long timestamp) {
        try {
            Instant at = Instant.ofEpochMilli(timestamp);
            return from.map(f -> !at.isBefore(f)).orElse(true)
                    && until.map(at::isBefore).orElse(true)
                    && weekly.map(w -> w.contains(LocalDateTime.ofInstant(at, zone)))
                            .orElse(true);
        } catch (DateTimeException e) {
            return false; // beyond any calendar
        }
    }
}
