package dev.sluice.avro;

import dev.sluice.record.BadRecordException;
import dev.sluice.record.RecordSize;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The frame that Confluent's serializers put around Avro: a zero byte, the schema's id in four bytes, the binary data. */
public final class WireFormat {

    /** Bytes before the data. */
    public static final int HEADER = 5;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final String EXPECTED = "Avro with a schema id: a zero byte, four bytes of id, binary data";

    private WireFormat() {}

    /** Whether the value may be in this format: no JSON begins with a zero byte. */
    public static boolean isFramed(byte[] value) {
        return value != null && value.length >= HEADER && value[0] == 0;
    }

    /**
     * The id of the schema that the value was written with.
     *
     * @throws BadRecordException where the value is not framed
     */
    public static int schemaId(byte[] value) throws BadRecordException {
        if (value == null) {
            throw new BadRecordException("value", EXPECTED, "null");
        }
        RecordSize.require(value);
        if (value.length < HEADER) {
            throw new BadRecordException("value", EXPECTED, value.length + " bytes");
        }
        if (value[0] != 0) {
            throw new BadRecordException("value", EXPECTED, String.format("a first byte 0x%02X", value[0]));
        }
        return (int) INTS.get(value, 1);
    }

    /** The frame's first bytes. */
    public static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER).put((byte) 0).putInt(schemaId).array();
    }
}
