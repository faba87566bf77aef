package dev.sluice.wire;

import org.apache.avro.specific.SpecificRecord;

/**
 * How the fields of an output record become bytes, given one after the other in the order of its schema. One buffer is
 * used for all records; not thread-safe.
 */
interface Form {

    /** A whole record, by way of an object; for what is written seldom. */
    byte[] whole(OutputType type, SpecificRecord contract);

    /** Begins a record. */
    void begin(OutputType type);

    /** Ends it; its bytes, in an array that holds until the next record of its type is ended. */
    byte[] end();

    /** A text as this form has it, to be written again and again by {@link #constant}. */
    byte[] encoded(String text);

    /** A text that was encoded before. */
    void constant(String name, byte[] encoded);

    /** A text that may be null. */
    void text(String name, String value);

    /** A text that may be null, in well-formed UTF-8. */
    void utf8(String name, byte[] value);

    /** An int or a long. */
    void integer(String name, long value);

    void number(String name, double value);

    void truth(String name, boolean value);

    /** A symbol of an enum, and which of its symbols that is. */
    void symbol(String name, String symbol, int index);

    /** A value that may be null, and is. */
    void nothing(String name);

    /** A number that may be null, and is not. */
    void optional(String name, float value);

    /** Numbers that may be null, and are not. */
    void optional(String name, float[] values);

    /** Bytes that may be null, and are not. */
    void optional(String name, byte[] value);

    /** Begins an array of so many records. */
    void beginArray(String name, int count);

    /** Begins the next record of an array. */
    void beginElement();

    void endElement();

    void endArray(int count);
}
