package dev.sluice.avro;

import dev.sluice.record.ContractData;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The schemas of the records of {@code schemas/}, as a registry has them. */
public final class ContractAvro {

    /** What the code generator adds for itself: a registry's other readers have no use for it. */
    private static final String JAVA_STRING = "{\"type\":\"string\",\"avro.java.string\":\"String\"}";

    private ContractAvro() {}

    /** The schema as it stands in {@code schemas/}, with the types it names inside. */
    public static Schema schema(Class<? extends SpecificRecord> type) {
        String generated = ContractData.INSTANCE.getSchema(type).toString();
        return new Schema.Parser().parse(generated.replace(JAVA_STRING, "\"string\""));
    }
}
