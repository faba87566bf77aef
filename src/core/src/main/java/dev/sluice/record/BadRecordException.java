package dev.sluice.record;

/**
 * A record that cannot be turned into telemetry: which field, what was expected there, what was found. Thrown per record
 * on hostile input, so it carries no stack trace.
 */
public final class BadRecordException extends Exception {

    private final String field;
    private final String expected;
    private final String got;

    /**
     * @param field field name, {@code value} for the record's value as a whole, or {@code key}
     * @param expected what belongs there, in words
     * @param got what was there, in words; untrusted text must come shortened and made printable
     */
    public BadRecordException(String field, String expected, String got) {
        super(field + ": expected " + expected + ", got " + got, null, false, false);
        this.field = field;
        this.expected = expected;
        this.got = got;
    }

    public String field() {
        return field;
    }

    public String expected() {
        return expected;
    }

    public String got() {
        return got;
    }
}
