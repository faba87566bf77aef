package dev.sluice.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What a JSON value is as a number, a text or a time, and how it is described where it is none of these. */
final class JsonValues {

    /** Numbers are read up to this many characters: far beyond what a double holds. */
    private static final int LONGEST_NUMBER = 1_000;

    private JsonValues() {}

    /** The value; NaN where it is missing: null, not finite, or the text of such a number. */
    static double number(String field, JsonToken token, JsonParser in) throws IOException, BadRecordException {
        switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (in.getTextLength() > LONGEST_NUMBER) {
                    throw new BadRecordException(
                            field,
                            "a number of at most " + LONGEST_NUMBER + " characters",
                            "one of " + in.getTextLength());
                }
                double value = in.getDoubleValue();
                return Double.isFinite(value) ? value : Double.NaN;
            }
            case VALUE_NULL -> {
                return Double.NaN;
            }
            case VALUE_STRING -> {
                if (isNonFinite(in.getText())) {
                    return Double.NaN;
                }
            }
            default -> {}
        }
        throw new BadRecordException(field, "a number", describe(token, in));
    }

    private static boolean isNonFinite(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    /** 1 for true, 0 for false; NaN where it is null. */
    static double bool(String field, JsonToken token, JsonParser in) throws IOException, BadRecordException {
        switch (token) {
            case VALUE_TRUE -> {
                return 1;
            }
            case VALUE_FALSE -> {
                return 0;
            }
            case VALUE_NULL -> {
                return Double.NaN;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                double value = number(field, token, in);
                if (value == 0 || value == 1) {
                    return value;
                }
            }
            case VALUE_STRING -> {
                String text = in.getText();
                if (text.equals("true") || text.equals("false")) {
                    return text.equals("true") ? 1 : 0;
                }
            }
            default -> {}
        }
        throw new BadRecordException(field, "true or false", describe(token, in));
    }

    /** A text, or a number or boolean as it is written; null where it is missing. */
    static String text(String field, JsonToken token, JsonParser in) throws IOException, BadRecordException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!token.isScalarValue()) {
            throw new BadRecordException(field, "a text", describe(token, in));
        }
        return in.getText();
    }

    /** The name of an entity; null where it is missing. */
    static String entity(String field, JsonToken token, JsonParser in) throws IOException, BadRecordException {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (!token.isScalarValue()) {
            throw new BadRecordException(field, EntityName.EXPECTED, describe(token, in));
        }
        return EntityName.checked(field, in.getText());
    }

    /** Puts a time into {@code into}, unless it is missing. */
    static void timestamp(String field, JsonToken token, JsonParser in, Telemetry into)
            throws IOException, BadRecordException {
        switch (token) {
            case VALUE_NULL -> {}
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                double value = number(field, token, in);
                if (!Double.isNaN(value)) {
                    into.timestamp(EpochMillis.ofNumber(field, value));
                }
            }
            case VALUE_STRING -> into.timestamp(EpochMillis.ofText(field, in.getText()));
            default -> throw new BadRecordException(field, EpochMillis.EXPECTED, describe(token, in));
        }
    }

    /** Such as {@code string "abc"} or {@code an array}. */
    static String describe(JsonToken token, JsonParser in) throws IOException {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "string \"" + Untrusted.brief(in.getText()) + "\"";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "number " + Untrusted.brief(in.getText());
            default -> "the literal " + Untrusted.brief(in.getText());
        };
    }
}
