package dev.sluice.avro;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.packed.Cut;
import dev.sluice.packed.Cutter;
import dev.sluice.packed.Hole;
import dev.sluice.packed.NumberFields;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.FieldTree;
import dev.sluice.record.RecordLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Finds the holes in Avro records in Confluent's wire format, by the schema each was written with. Which schema, which branch of a
 * union, and how many elements is part of the template.
 */
public final class AvroCutter implements Cutter {

    private final SchemaSource schemas;
    private final List<FeatureSpec> features;
    private final FieldTree root;
    private final NumberFields fields;
    private final AvroBytes in = new AvroBytes();
    private final Map<Integer, CutStep> compiled = new HashMap<>();

    /** Goes through one value. */
    private interface CutStep {
        void run(AvroBytes in, Cut into) throws BadRecordException;
    }

    public AvroCutter(SchemaSource schemas, RecordLayout layout, NumberFields fields) {
        this.schemas = schemas;
        this.features = layout.features();
        this.root = FieldTree.of(layout);
        this.fields = fields;
    }

    @Override
    public void cut(byte[] value, Cut into) {
        try {
            int id = WireFormat.schemaId(value);
            CutStep step = compiled.get(id);
            if (step == null) {
                if (compiled.size() >= AvroDecoder.PLANS) {
                    compiled.clear();
                }
                step = step(schemas.schema(id), root, new Skips());
                compiled.put(id, step);
            }
            in.reset(value, WireFormat.HEADER, "Avro of schema id " + id);
            step.run(in, into);
        } catch (BadRecordException e) {
            // The decoder took it, so this does not happen; if it did, what is not cut would stay as it is.
        }
    }

    /** @param node null where nothing of it is wanted */
    private CutStep step(Schema schema, FieldTree node, Skips skips) {
        if (schema.getType() == Schema.Type.NULL) {
            return (in, into) -> {};
        }
        if (schema.getType() == Schema.Type.UNION) {
            CutStep[] branches = schema.getTypes().stream()
                    .map(branch -> step(branch, node, skips))
                    .toArray(CutStep[]::new);
            return (in, into) -> branches[in.readIndex("union branch", branches.length)].run(in, into);
        }
        if (node == null) {
            return literal(skips.of(schema));
        }
        if (node.isWanted()) {
            return wanted(schema, node, skips);
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, node, skips);
            case MAP -> map(schema, node, skips);
            default -> literal(skips.of(schema));
        };
    }

    private static CutStep literal(Step skip) {
        return (in, into) -> {
            int from = in.position();
            skip.run(in, null);
            into.literal(from, in.position());
        };
    }

    private CutStep record(Schema schema, FieldTree node, Skips skips) {
        List<CutStep> steps = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            steps.add(step(field.schema(), child(node, field), skips));
        }
        CutStep[] all = steps.toArray(CutStep[]::new);
        return (in, into) -> {
            in.enter();
            for (CutStep one : all) {
                one.run(in, into);
            }
            in.leave();
        };
    }

    private static FieldTree child(FieldTree node, Schema.Field field) {
        FieldTree named = node.child(field.name());
        return named != null
                ? named
                : field.aliases().stream()
                        .map(node::child)
                        .filter(alias -> alias != null)
                        .findFirst()
                        .orElse(null);
    }

    private CutStep map(Schema schema, FieldTree node, Skips skips) {
        Map<String, CutStep> wanted = new HashMap<>();
        node.keys().forEach(key -> wanted.put(key, step(schema.getValueType(), node.child(key), skips)));
        CutStep other = step(schema.getValueType(), null, skips);
        return blocks(
                skips.of(schema),
                (in, into) -> wanted.getOrDefault(in.readString(), other).run(in, into));
    }

    /** Blocks that say how many bytes they have are kept as they are: it would not be true of other numbers. */
    private static CutStep blocks(Step skip, CutStep element) {
        return (in, into) -> {
            int from = in.position();
            skip.run(in, null);
            int end = in.position();
            in.position(from);
            in.enter();
            for (long count = in.readLong(); count > 0; count = in.readLong()) {
                for (long i = 0; i < count; i++) {
                    element.run(in, into);
                }
            }
            in.leave();
            if (in.position() != end) {
                into.literal(in.position(), end);
                in.position(end);
            }
        };
    }

    private CutStep wanted(Schema schema, FieldTree node, Skips skips) {
        Step skip = skips.of(schema);
        if (node.isTimestamp()) {
            return Times.perMilli(schema) == 1 ? AvroCutter::time : literal(skip);
        }
        if (node.isEntity() && schema.getType() == Schema.Type.STRING) {
            return (in, into) -> {
                int from = in.position();
                int length = in.readLength();
                int text = in.position();
                in.skip(length);
                into.entityString(from, text, in.position());
            };
        }
        if (!node.isFeature() || node.isEntity()) {
            return literal(skip);
        }
        FeatureSpec spec = features.get(node.feature());
        if (spec.type() == FeatureType.NUMBER) {
            return number(schema, skip, fields.of(node.feature(), 0));
        }
        if (spec.type() == FeatureType.ARRAY && schema.getType() == Schema.Type.ARRAY) {
            int[] element = new int[1];
            CutStep elements = array(schema, skips, node.feature(), element);
            return (in, into) -> {
                element[0] = 0;
                elements.run(in, into);
            };
        }
        return literal(skip);
    }

    private static void time(AvroBytes in, Cut into) throws BadRecordException {
        int from = in.position();
        long millis = in.readLong();
        into.timeLong(from, in.position(), millis);
    }

    /** @param next the element that comes next */
    private CutStep array(Schema schema, Skips skips, int feature, int[] next) {
        Schema element = schema.getElementType();
        if (element.getType() == Schema.Type.ARRAY) {
            return blocks(skips.of(schema), array(element, skips, feature, next));
        }
        if (element.getType() == Schema.Type.NULL || element.getType() == Schema.Type.UNION) {
            return literal(skips.of(schema));
        }
        int size = features.get(feature).size();
        CutStep[] elements = new CutStep[size + 1];
        for (int k = 0; k < size; k++) {
            elements[k] = number(element, skips.of(element), fields.of(feature, k));
        }
        elements[size] = literal(skips.of(element));
        return blocks(skips.of(schema), (in, into) -> elements[next[0] < size ? next[0]++ : size].run(in, into));
    }

    private static CutStep number(Schema schema, Step skip, int field) {
        return switch (schema.getType()) {
            case INT ->
                (in, into) -> {
                    int from = in.position();
                    int number = in.readInt();
                    into.number(from, in.position(), Hole.INT, field, number);
                };
            case LONG ->
                (in, into) -> {
                    int from = in.position();
                    long number = in.readLong();
                    into.number(from, in.position(), Hole.LONG, field, (double) number);
                };
            case FLOAT ->
                (in, into) -> {
                    int from = in.position();
                    float number = in.readFloat();
                    into.number(from, in.position(), Hole.FLOAT, field, number);
                };
            case DOUBLE ->
                (in, into) -> {
                    int from = in.position();
                    double number = in.readDouble();
                    into.number(from, in.position(), Hole.DOUBLE, field, number);
                };
            default -> literal(skip);
        };
    }
}
