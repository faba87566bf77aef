package dev.sluice.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.feature.FeatureSpec;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads a JSON array of numbers into the slots of a feature: one flat list, or nested as the shape has it, the outermost
 * dimension first.
 */
final class JsonArrays {

    /** A whole number of at most so many characters fits an int. */
    private static final int SHORT = 9;

    private JsonArrays() {}

    static String expected(FeatureSpec spec) {
        String numbers = "an array of " + spec.size() + " numbers";
        return spec.shape().size() == 1
                ? numbers
                : numbers + ", flat or of shape "
                        + spec.shape().stream().map(String::valueOf).collect(Collectors.joining(" x "));
    }

    /** @param at the feature's first slot in {@code values}; all of its slots are NaN where the array is null */
    static void read(FeatureSpec spec, JsonToken token, JsonParser in, double[] values, int at)
            throws IOException, BadRecordException {
        int end = at + spec.size();
        if (token == JsonToken.VALUE_NULL) {
            Arrays.fill(values, at, end, Double.NaN);
            return;
        }
        if (token != JsonToken.START_ARRAY) {
            throw bad(spec, JsonValues.describe(token, in));
        }
        JsonToken first = in.nextToken();
        if (first == JsonToken.START_ARRAY && spec.shape().size() > 1) {
            nested(spec, 0, first, in, values, at, at);
        } else {
            flat(spec, first, in, values, at, at, end);
        }
    }

    private static void flat(
            FeatureSpec spec, JsonToken first, JsonParser in, double[] values, int from, int start, int end)
            throws IOException, BadRecordException {
        int at = start;
        JsonToken token = first;
        for (; token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (at == end) {
                throw bad(
                        spec,
                        "more than " + (end - start) + (start == from && end - from == spec.size() ? "" : " in a row"));
            }
            values[at] = element(spec, at - from, token, in);
            at++;
        }
        if (at < end) {
            throw bad(spec, (at - start) + (start == from && end - from == spec.size() ? "" : " in a row"));
        }
    }

    /** @return the slot after the last that was written */
    private static int nested(
            FeatureSpec spec, int dimension, JsonToken first, JsonParser in, double[] values, int from, int start)
            throws IOException, BadRecordException {
        List<Integer> shape = spec.shape();
        int at = start;
        JsonToken token = first;
        for (int i = 0; i < shape.get(dimension); i++) {
            if (token != JsonToken.START_ARRAY) {
                throw bad(
                        spec,
                        token == JsonToken.END_ARRAY
                                ? i + " rows in dimension " + dimension
                                : JsonValues.describe(token, in) + " in dimension " + dimension);
            }
            JsonToken inner = in.nextToken();
            if (dimension + 2 == shape.size()) {
                int end = at + shape.get(dimension + 1);
                flat(spec, inner, in, values, from, at, end);
                at = end;
            } else {
                at = nested(spec, dimension + 1, inner, in, values, from, at);
            }
            token = in.nextToken();
        }
        if (token != JsonToken.END_ARRAY) {
            throw bad(spec, "more than " + shape.get(dimension) + " rows in dimension " + dimension);
        }
        return at;
    }

    private static double element(FeatureSpec spec, int index, JsonToken token, JsonParser in)
            throws IOException, BadRecordException {
        if (token == JsonToken.VALUE_NUMBER_INT && in.getTextLength() <= SHORT) {
            return in.getIntValue();
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            double value = JsonValues.number(spec.field(), token, in);
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        throw new BadRecordException(
                spec.field(), "a finite number at element " + index, JsonValues.describe(token, in));
    }

    private static BadRecordException bad(FeatureSpec spec, String got) {
        return new BadRecordException(spec.field(), expected(spec), got);
    }
}
