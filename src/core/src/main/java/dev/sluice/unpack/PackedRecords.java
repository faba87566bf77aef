package dev.sluice.unpack;

import dev.sluice.packed.Original;
import java.util.List;
import java.util.function.Function;

/** The records of a packed message, which are read with its key: it names their entity. */
public final class PackedRecords {

    private final Function<byte[], List<Original>> unpack;

    PackedRecords(Function<byte[], List<Original>> unpack) {
        this.unpack = unpack;
    }

    /**
     * The records, in the order of their offsets. Unpacked anew each time.
     *
     * @param key of the message
     * @throws org.apache.kafka.common.errors.SerializationException where the message is damaged, or its model is not there
     */
    public List<Original> of(byte[] key) {
        return unpack.apply(key);
    }
}
