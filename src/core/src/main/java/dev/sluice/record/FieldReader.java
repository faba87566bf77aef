package dev.sluice.record;

import java.util.Map;

/** Lists all fields of a record, for looking at samples rather than for the way of every record. */
public interface FieldReader {

    /**
     * The fields by name, in the record's order; those of nested objects by dotted path.
     *
     * @return a {@code Double} for each number, a {@code Boolean}, a {@link FieldShape} for an array of numbers, a
     *     {@link FieldText}, null where a value is missing, else a {@code String} that describes what is there; all fit for
     *     a message
     * @throws BadRecordException where the value is not a record of this format
     */
    Map<String, Object> read(byte[] value) throws BadRecordException;
}
