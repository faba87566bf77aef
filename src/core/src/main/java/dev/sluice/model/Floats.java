package dev.sluice.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors of float32, little endian, as the artifact holds them. */
final class Floats {
    private Floats() {}

    static ByteBuffer encode(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.order(ByteOrder.BIG_ENDIAN);
    }

    /** Reads {@code into.length} values from {@code at}, counted in values. */
    static void decode(ByteBuffer bytes, int at, float[] into) {
        bytes.duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .position(at)
                .get(into);
    }

    static int count(ByteBuffer bytes) {
        return bytes.remaining() / Float.BYTES;
    }
}
