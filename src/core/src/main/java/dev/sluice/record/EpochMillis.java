package dev.sluice.record;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;

/** A time as records write it, in milliseconds since the epoch. */
public final class EpochMillis {

    public static final String EXPECTED =
            "a time since 1970: seconds or milliseconds since the epoch, ISO-8601, or yyyy-MM-dd HH:mm:ss";

    /** From here on a number counts milliseconds: as such it is in 1973, as seconds it would be in 5138. */
    private static final double MILLIS_FROM = 1e11;

    /** The end of the year 9999: what lies beyond counts microseconds, or is no time at all. */
    private static final long LATEST = 253_402_300_799_999L;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,20}(\\.\\d{0,20})?([eE]\\+?\\d{1,3})?");
    private static final int DATE_LENGTH = 10;

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "+00")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private EpochMillis() {}

    /** @throws BadRecordException where the milliseconds are none of the years 1970 to 9999 */
    public static long ofMillis(String field, long millis) throws BadRecordException {
        if (millis < 0 || millis > LATEST) {
            throw new BadRecordException(field, EXPECTED, millis + " ms");
        }
        return millis;
    }

    /**
     * @param number finite; seconds, or milliseconds from 1e11 on
     * @throws BadRecordException where it is no time
     */
    public static long ofNumber(String field, double number) throws BadRecordException {
        double millis = number >= MILLIS_FROM ? number : number * 1000;
        if (!(millis >= 0 && millis <= LATEST)) {
            throw new BadRecordException(field, EXPECTED, "number " + number);
        }
        return Math.round(millis);
    }

    /**
     * UTC where the text names no zone.
     *
     * @param field what the text stands in, for the error
     * @throws BadRecordException where it is no time
     */
    public static long ofText(String field, String text) throws BadRecordException {
        String t = text.strip();
        if (NUMBER.matcher(t).matches()) {
            return ofNumber(field, Double.parseDouble(t));
        }
        if (t.length() == DATE_LENGTH) {
            t += "T00:00";
        } else if (t.length() > DATE_LENGTH && t.charAt(DATE_LENGTH) == ' ') {
            t = t.substring(0, DATE_LENGTH) + 'T' + t.substring(DATE_LENGTH + 1);
        }
        try {
            TemporalAccessor parsed = ISO.parseBest(t, OffsetDateTime::from, LocalDateTime::from);
            OffsetDateTime time =
                    parsed instanceof OffsetDateTime zoned ? zoned : ((LocalDateTime) parsed).atOffset(ZoneOffset.UTC);
            if (time.toEpochSecond() >= 0 && time.toEpochSecond() <= LATEST / 1000) {
                return time.toInstant().toEpochMilli();
            }
        } catch (DateTimeException e) {
            // Falls through: what was there says more than where the formatter stopped.
        }
        throw new BadRecordException(field, EXPECTED, "string \"" + Untrusted.brief(text) + "\"");
    }
}
