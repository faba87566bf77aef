package dev.sluice.record;

/** How large a record may be: a dead letter, which is the record and some headers, must still fit its topic. */
public final class RecordSize {

    /** Bytes. */
    static final int LARGEST = 8 << 20;

    private RecordSize() {}

    /** @throws BadRecordException where the value is larger */
    public static void require(byte[] value) throws BadRecordException {
        if (value.length > LARGEST) {
            throw new BadRecordException("value", "at most " + LARGEST + " bytes", value.length + " bytes");
        }
    }
}
