package dev.sluice.record;

/** A text in a sample record. */
public record FieldText(String text) {
    /** Fit for a message. */
    @Override
    public String toString() {
        return "string \"" + Untrusted.brief(text) + "\"";
    }
}
