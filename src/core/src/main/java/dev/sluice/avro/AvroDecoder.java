package dev.sluice.avro;

import dev.sluice.record.BadRecordException;
import dev.sluice.record.RecordDecoder;
import dev.sluice.record.RecordLayout;
import dev.sluice.record.Telemetry;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Decodes records in Confluent's wire format, each with the schema it was written with: compiled once into the steps that
 * fill the telemetry, without objects in between.
 *
 * <p>A field that is null or not there is missing, and so are NaN and the infinities. A number may be of any numeric type
 * or a decimal; a text may be a string, an enum, or anything that can be written as one. Dates and times count as the
 * number they are where they are a feature, and by their unit where they are the record's time.
 */
public final class AvroDecoder implements RecordDecoder {

    /** Writers' schemas that are kept compiled; a topic has a few. */
    static final int PLANS = 200;

    private final SchemaSource schemas;
    private final RecordPlan plan;
    private final double maxMissing;
    private final AvroBytes in = new AvroBytes();
    private final Map<Integer, Compiled> compiled = new LinkedHashMap<>();
    private Compiled last = new Compiled(0, "", null);

    private record Compiled(int id, String expected, Step step) {}

    public AvroDecoder(SchemaSource schemas, RecordLayout layout) {
        this.schemas = schemas;
        this.plan = new RecordPlan(layout);
        this.maxMissing = layout.maxMissing();
    }

    @Override
    public void decode(byte[] value, Telemetry into) throws BadRecordException {
        into.clear();
        int id = WireFormat.schemaId(value);
        if (last.step == null || last.id != id) {
            last = compiled(id);
        }
        in.reset(value, WireFormat.HEADER, last.expected);
        last.step.run(in, into);
        in.requireEnd();
        into.requireEnough(maxMissing);
    }

    private Compiled compiled(int id) throws BadRecordException {
        Compiled known = compiled.get(id);
        if (known != null) {
            return known;
        }
        var schema = schemas.schema(id);
        RecordPlan.requireRecord(schema, id);
        if (compiled.size() >= PLANS) {
            compiled.clear();
        }
        Compiled fresh = new Compiled(id, "Avro of schema id " + id, plan.compile(schema));
        compiled.put(id, fresh);
        return fresh;
    }
}
