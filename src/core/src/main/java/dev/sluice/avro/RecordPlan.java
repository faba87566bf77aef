package dev.sluice.avro;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Slots;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.EntityName;
import dev.sluice.record.FieldTree;
import dev.sluice.record.RecordLayout;
import dev.sluice.record.Telemetry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Turns a writer's schema into the steps that read what a layout wants straight into telemetry and pass over all else.
 * A field is found by its name, or by one of its aliases; dotted paths reach into records and maps. What the schema does
 * not have is missing.
 */
final class RecordPlan {

    private final List<FeatureSpec> features;
    private final Slots slots;
    private final FieldTree root;

    RecordPlan(RecordLayout layout) {
        this.features = layout.features();
        this.slots = new Slots(layout.features());
        this.root = FieldTree.of(layout);
    }

    /** Compiles once for each schema. */
    Step compile(Schema schema) {
        return step(schema, root, new Skips());
    }

    private Step step(Schema schema, FieldTree node, Skips skips) {
        if (node == null) {
            return skips.of(schema);
        }
        if (node.isWanted()) {
            return wanted(schema, node);
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, node, skips);
            case MAP -> map(schema, node, skips);
            case UNION ->
                Skips.union(schema.getTypes().stream()
                        .map(branch -> step(branch, node, skips))
                        .toArray(Step[]::new));
            default -> skips.of(schema);
        };
    }

    private Step record(Schema schema, FieldTree node, Skips skips) {
        Set<FieldTree> byName = new HashSet<>();
        for (Schema.Field field : schema.getFields()) {
            byName.add(node.child(field.name()));
        }
        List<Step> steps = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            FieldTree child = node.child(field.name());
            if (child == null) {
                // Where another field has the name itself, the alias is what that one used to be called.
                child = field.aliases().stream()
                        .map(node::child)
                        .filter(alias -> alias != null && byName.add(alias))
                        .findFirst()
                        .orElse(null);
            }
            add(steps, step(field.schema(), child, skips));
        }
        Step[] fields = steps.toArray(Step[]::new);
        return (in, into) -> {
            in.enter();
            for (Step field : fields) {
                field.run(in, into);
            }
            in.leave();
        };
    }

    /** One step for doubles that follow each other in the record and in the observation, as they mostly do. */
    private static void add(List<Step> steps, Step next) {
        int last = steps.size() - 1;
        if (last >= 0
                && steps.get(last) instanceof Doubles before
                && next instanceof Doubles doubles
                && before.end() == doubles.slot) {
            steps.set(last, new Doubles(before.slot, before.count + doubles.count));
        } else {
            steps.add(next);
        }
    }

    /**
     * Reads doubles that are features.
     *
     * @param slot of the first
     */
    private record Doubles(int slot, int count) implements Step {

        int end() {
            return slot + count;
        }

        @Override
        public void run(AvroBytes in, Telemetry into) throws BadRecordException {
            double[] values = into.observation.values;
            for (int i = slot; i < slot + count; i++) {
                values[i] = Numbers.finite(in.readDouble());
            }
        }
    }

    private Step map(Schema schema, FieldTree node, Skips skips) {
        List<String> keys = List.copyOf(node.keys());
        byte[][] names =
                keys.stream().map(k -> k.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        Step[] values = keys.stream()
                .map(k -> step(schema.getValueType(), node.child(k), skips))
                .toArray(Step[]::new);
        Step other = skips.of(schema.getValueType());
        return (in, into) -> {
            in.enter();
            for (long count = in.readBlock(); count != 0; count = in.readBlock()) {
                for (long i = 0; i < count; i++) {
                    int key = in.readMatch(names);
                    (key < 0 ? other : values[key]).run(in, into);
                }
            }
            in.leave();
        };
    }

    /** Each use of a field reads it anew. */
    private Step wanted(Schema schema, FieldTree node) {
        List<Step> uses = new ArrayList<>();
        if (node.isFeature()) {
            uses.add(feature(schema, node.feature()));
        }
        if (node.isEntity()) {
            Texts.Reader entity = Texts.of(node.path(), EntityName.EXPECTED, schema);
            uses.add((in, into) -> {
                String name = entity.read(in);
                into.entity(name == null ? null : EntityName.checked(node.path(), name));
            });
        }
        if (node.isTimestamp()) {
            uses.add(Times.of(node.path(), schema));
        }
        if (uses.size() == 1) {
            return uses.get(0);
        }
        Step[] all = uses.toArray(Step[]::new);
        return (in, into) -> {
            int from = in.position();
            for (Step use : all) {
                in.position(from);
                use.run(in, into);
            }
        };
    }

    private Step feature(Schema schema, int feature) {
        FeatureSpec spec = features.get(feature);
        int value = slots.value(feature);
        return switch (spec.type()) {
            case NUMBER ->
                schema.getType() == Schema.Type.DOUBLE
                        ? new Doubles(value, 1)
                        : number(Numbers.of(spec.field(), schema), value);
            case BOOLEAN -> number(Numbers.ofBoolean(spec.field(), schema), value);
            case ARRAY -> NumberArrays.of(spec, schema, value);
            case CATEGORICAL, TEXT -> {
                Texts.Reader text = Texts.of(spec.field(), "a text", schema);
                int slot = slots.text(feature);
                yield (in, into) -> {
                    String read = text.read(in);
                    into.observation.texts[slot] = read == null ? null : spec.kept(read);
                };
            }
            case TIME -> throw new IllegalArgumentException("time comes from no field of its own");
        };
    }

    private static Step number(Numbers.Reader reader, int slot) {
        return (in, into) -> into.observation.values[slot] = reader.read(in);
    }

    /** @throws BadRecordException where records of this schema have no fields */
    static void requireRecord(Schema schema, int id) throws BadRecordException {
        boolean record = schema.getType() == Schema.Type.RECORD
                || schema.getType() == Schema.Type.MAP
                || (schema.getType() == Schema.Type.UNION
                        && schema.getTypes().stream().anyMatch(s -> s.getType() == Schema.Type.RECORD));
        if (!record) {
            throw new BadRecordException(
                    "value", "an Avro record", "schema id " + id + ", which is of " + AvroTypes.describe(schema));
        }
    }
}
