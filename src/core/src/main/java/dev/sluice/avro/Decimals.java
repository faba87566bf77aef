package dev.sluice.avro;

import dev.sluice.record.BadRecordException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.avro.Schema;

/** Reads decimals: an unscaled two's complement number, in bytes or in a fixed. */
final class Decimals {

    /** 150 digits; turning a longer one into text or a double could take seconds. */
    private static final int LONGEST = 64;

    private Decimals() {}

    /** @throws BadRecordException where it is longer than any decimal should be */
    static BigDecimal read(String field, Schema schema, int scale, AvroBytes in) throws BadRecordException {
        int length = schema.getType() == Schema.Type.FIXED ? schema.getFixedSize() : in.readLength();
        if (length > LONGEST) {
            throw new BadRecordException(field, "a decimal of at most " + LONGEST + " bytes", "one of " + length);
        }
        byte[] unscaled = in.readBytes(length);
        return new BigDecimal(length == 0 ? BigInteger.ZERO : new BigInteger(unscaled), scale);
    }
}
