package dev.sluice.avro;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.record.BadRecordException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * Reads an array of numbers into the slots of a feature: one flat list, or nested as the shape has it, the outermost
 * dimension first.
 */
final class NumberArrays {

    private final FeatureSpec spec;
    private final int first;

    private NumberArrays(FeatureSpec spec, int first) {
        this.spec = spec;
        this.first = first;
    }

    /** Reads one dimension from a slot on; returns the slot after the last that was written. */
    private interface Dimension {
        int read(AvroBytes in, double[] values, int at) throws BadRecordException;
    }

    /** @param first the feature's first slot; all of its slots are NaN where the array is null */
    static Step of(FeatureSpec spec, Schema schema, int first) {
        return new NumberArrays(spec, first).step(schema);
    }

    private Step step(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> (in, into) -> Arrays.fill(into.observation.values, first, first + spec.size(), Double.NaN);
            case UNION -> Skips.union(schema.getTypes().stream().map(this::step).toArray(Step[]::new));
            case ARRAY -> {
                boolean nested =
                        spec.shape().size() > 1 && schema.getElementType().getType() == Schema.Type.ARRAY;
                Dimension array = nested ? dimension(schema, 0) : numbers(schema.getElementType(), spec.size(), "");
                yield (in, into) -> array.read(in, into.observation.values, first);
            }
            default -> {
                String got = AvroTypes.describe(schema);
                yield (in, into) -> {
                    throw bad(got);
                };
            }
        };
    }

    private Dimension dimension(Schema schema, int dimension) {
        List<Integer> shape = spec.shape();
        if (dimension + 1 == shape.size()) {
            return schema.getType() == Schema.Type.ARRAY
                    ? numbers(schema.getElementType(), shape.get(dimension), " in a row")
                    : mismatch(schema, dimension);
        }
        if (schema.getType() != Schema.Type.ARRAY) {
            return mismatch(schema, dimension);
        }
        Dimension inner = dimension(schema.getElementType(), dimension + 1);
        return rows(inner, shape.get(dimension), " rows in dimension " + dimension);
    }

    private Dimension mismatch(Schema schema, int dimension) {
        String got = AvroTypes.describe(schema) + " in dimension " + dimension;
        return (in, values, at) -> {
            throw bad(got);
        };
    }

    private Dimension numbers(Schema element, int size, String where) {
        Numbers.Reader number = Numbers.of(spec.field(), element);
        return rows(
                (in, values, at) -> {
                    double value = number.read(in);
                    if (Double.isNaN(value)) {
                        throw new BadRecordException(
                                spec.field(), "a finite number at element " + (at - first), "null or not finite");
                    }
                    values[at] = value;
                    return at + 1;
                },
                size,
                where);
    }

    /** So many elements, in blocks. */
    private Dimension rows(Dimension element, int size, String where) {
        return (in, values, from) -> {
            int at = from;
            int count = 0;
            for (long block = in.readBlock(); block != 0; block = in.readBlock()) {
                if (block > size - count) {
                    throw bad("more than " + size + where);
                }
                for (long i = 0; i < block; i++) {
                    at = element.read(in, values, at);
                }
                count += (int) block;
            }
            if (count < size) {
                throw bad(count + where);
            }
            return at;
        };
    }

    private BadRecordException bad(String got) {
        String numbers = "an array of " + spec.size() + " numbers";
        String expected = spec.shape().size() == 1
                ? numbers
                : numbers + ", flat or of shape "
                        + spec.shape().stream().map(String::valueOf).collect(Collectors.joining(" x "));
        return new BadRecordException(spec.field(), expected, got);
    }
}
