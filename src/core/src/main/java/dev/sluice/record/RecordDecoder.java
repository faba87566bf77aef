package dev.sluice.record;

/** Decodes the value bytes of input records. Not thread-safe: each thread brings its own. */
public interface RecordDecoder {

    /**
     * Decodes one value, or says precisely why not. Any bytes at all end in one of these two ways.
     *
     * @param value the record's value; null for a record without one
     * @param into cleared, then filled in the order of the {@link RecordLayout} this decoder was made for
     * @throws BadRecordException where the value is null, malformed, of the wrong type in a field that is wanted, or has
     *     no feature at all
     */
    void decode(byte[] value, Telemetry into) throws BadRecordException;
}
