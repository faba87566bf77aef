package dev.sluice.avro;

import dev.sluice.record.BadRecordException;
import org.apache.avro.Schema;

/** Finds the schema that a record was written with, by the id in its first bytes. Thread-safe. */
@FunctionalInterface
public interface SchemaSource {

    /** Knows none: for input that is no Avro. */
    SchemaSource NONE = id -> {
        throw new BadRecordException("value", "a schema registry to ask (registry.url)", "none");
    };

    /**
     * The schema of that id. May wait for a network, and throw an unchecked exception of its own where there is no answer.
     *
     * @throws BadRecordException where there is no such schema, or it is none of Avro
     */
    Schema schema(int id) throws BadRecordException;
}
