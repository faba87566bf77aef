package dev.sluice.stream.topology;

import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import java.nio.ByteBuffer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps each entity's {@link EntityMemory} in a changelogged store, one entry an entity, so that the changelog costs what
 * a record is wide. What another model version left there is not used: residuals of different models do not mix.
 *
 * <p>Key: the entity's bytes; records without an entity share one memory per partition. Value, big endian: model version
 * (int), timestamp (long), records seen (long), floats.
 */
final class EntityMemories {

    private static final int HEADER = Integer.BYTES + 2 * Long.BYTES;
    private static final byte[] NO_ENTITY = {};

    private final KeyValueStore<byte[], byte[]> store;

    EntityMemories(KeyValueStore<byte[], byte[]> store) {
        this.store = store;
    }

    /** The entity's memory under this model; a fresh one where there is none. */
    EntityMemory recall(byte[] entity, CompiledModel model) {
        EntityMemory memory = model.newMemory();
        byte[] value = model.isStateless() ? null : store.get(key(entity));
        if (value != null && value.length == HEADER + memory.context.length * Float.BYTES) {
            ByteBuffer in = ByteBuffer.wrap(value);
            if (in.getInt() == model.version()) {
                in.getLong();
                memory.records(in.getLong());
                in.asFloatBuffer().get(memory.context);
            }
        }
        return memory;
    }

    /**
     * Stores what a record changed.
     *
     * @param timestamp of the record, milliseconds since the epoch
     */
    void remember(byte[] entity, CompiledModel model, EntityMemory memory, long timestamp) {
        if (model.isStateless()) {
            return;
        }
        ByteBuffer value = ByteBuffer.allocate(HEADER + memory.context.length * Float.BYTES)
                .putInt(model.version())
                .putLong(timestamp)
                .putLong(memory.records());
        value.asFloatBuffer().put(memory.context);
        store.put(key(entity), value.array());
    }

    private static byte[] key(byte[] entity) {
        return entity == null ? NO_ENTITY : entity;
    }

    /** Deletes what was last written for a record before {@code timestamp}, so that entities that are gone cost nothing. */
    void forgetBefore(long timestamp) {
        try (KeyValueIterator<byte[], byte[]> entries = store.all()) {
            entries.forEachRemaining(entry -> {
                if (ByteBuffer.wrap(entry.value).getLong(Integer.BYTES) < timestamp) {
                    store.delete(entry.key);
                }
            });
        }
    }
}
