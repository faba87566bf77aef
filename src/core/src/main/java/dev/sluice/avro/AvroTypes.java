package dev.sluice.avro;

import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What a schema's type is called, and what lies behind its plain type. */
final class AvroTypes {

    private AvroTypes() {}

    /** The name of the logical type; empty where there is none. */
    static String logical(Schema schema) {
        LogicalType type = schema.getLogicalType();
        return type == null ? "" : type.getName();
    }

    /** The scale of a decimal; -1 where the schema is none. */
    static int decimalScale(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal ? decimal.getScale() : -1;
    }

    /** {@code an Avro string}, for an error. */
    static String describe(Schema schema) {
        String name = schema.getType().getName();
        return (name.equals("int") || name.equals("array") || name.equals("enum") ? "an " : "a ") + name + " in Avro";
    }
}
