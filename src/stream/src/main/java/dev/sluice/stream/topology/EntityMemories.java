package dev.sluice.stream.topology;

import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each entity's {@link EntityMemory} in a changelogged store: one entry an entity, and one for each row of its
 * window, of which a record changes one. So the changelog costs what a record is wide, however long the window.
 *
 * <p>A partition's records fall into stretches that were scored with one model. What an earlier stretch has left is not
 * used, because residuals and scales of different models do not mix, and it is deleted a little with every record: a new
 * stretch begins at once, however many entities there are.
 *
 * <p>Key: length of the entity's bytes (int), these bytes, and 0 for the entity or the number of the row, from 1 (short);
 * records without an entity share one memory per partition. Value of an entity, big endian: stretch (int), timestamp (long),
 * records seen (long), doubles that features are derived from, floats of the detector. Value of a row: stretch (int),
 * floats.
 */
final class EntityMemories {

    private static final Logger LOG = LoggerFactory.getLogger(EntityMemories.class);

    /**
     * Entries of a stretch at most, a few hundred bytes each: whoever sends a new entity with every record must not take
     * all memory. Entities beyond it are scored as if each record was their first, until others are forgotten.
     */
    static final int MOST_ENTRIES = 1 << 18;

    /** Entries of earlier stretches that are deleted with a record: more than a record adds. */
    private static final int SWEPT = 4;

    private static final int HEADER = Integer.BYTES + 2 * Long.BYTES;
    private static final short HEAD = 0;
    private static final byte[] NO_ENTITY = {};

    private final KeyValueStore<byte[], byte[]> store;
    private final int mostEntries;
    private final Deque<Deque<byte[]>> left = new ArrayDeque<>(); // keys that earlier stretches have left
    private Deque<byte[]> own = new ArrayDeque<>(); // keys of this stretch
    private int stretch;
    private boolean warned;

    EntityMemories(KeyValueStore<byte[], byte[]> store) {
        this(store, MOST_ENTRIES);
    }

    EntityMemories(KeyValueStore<byte[], byte[]> store, int mostEntries) {
        this.store = store;
        this.mostEntries = mostEntries;
    }

    /** Goes on with a stretch, with what the store has of it. */
    void resume(int number) {
        stretch = number;
        left.clear();
        own = new ArrayDeque<>();
        Deque<byte[]> others = new ArrayDeque<>();
        try (KeyValueIterator<byte[], byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                var entry = entries.next();
                (isOwn(entry.value) ? own : others).add(entry.key);
            }
        }
        left.add(others);
    }

    /** Begins a stretch, with nothing remembered. */
    void begin(int number) {
        left.add(own);
        own = new ArrayDeque<>();
        stretch = number;
    }

    private boolean isOwn(byte[] value) {
        return ByteBuffer.wrap(value).getInt() == stretch;
    }

    /** The entity's memory under this model; a fresh one where there is none. */
    EntityMemory recall(byte[] entity, CompiledModel model) {
        EntityMemory memory = model.newMemory();
        ByteBuffer in = model.isStateless() ? null : read(key(entity, HEAD), size(memory));
        if (in == null) {
            return memory;
        }
        in.getLong(); // its timestamp
        long records = in.getLong();
        in.asDoubleBuffer().get(memory.derivation);
        in.position(in.position() + memory.derivation.length * Double.BYTES);
        in.asFloatBuffer().get(memory.context);
        memory.records(records);
        for (int r = 0; r < memory.filled(); r++) {
            float[] row = memory.row(r);
            ByteBuffer stored = read(key(entity, rowKey(r)), size(row));
            if (stored == null) {
                return model.newMemory();
            }
            stored.asFloatBuffer().get(row);
        }
        return memory;
    }

    /** The value after its stretch; null where there is none of this stretch and size. */
    private ByteBuffer read(byte[] key, int size) {
        byte[] value = store.get(key);
        if (value == null || value.length != size) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        return in.getInt() == stretch ? in : null;
    }

    /**
     * Stores what a record changed.
     *
     * @param timestamp of the record, milliseconds since the epoch
     */
    void remember(byte[] entity, CompiledModel model, EntityMemory memory, long timestamp) {
        sweep();
        if (model.isStateless() || isNewAndTooMany(memory)) {
            return;
        }
        ByteBuffer value = ByteBuffer.allocate(size(memory))
                .putInt(stretch)
                .putLong(timestamp)
                .putLong(memory.records());
        value.asDoubleBuffer().put(memory.derivation);
        value.position(value.position() + memory.derivation.length * Double.BYTES);
        value.asFloatBuffer().put(memory.context);
        put(key(entity, HEAD), value.array(), memory.records() == 1);
        if (memory.filled() > 0) {
            float[] row = memory.row(memory.newest());
            ByteBuffer rowValue = ByteBuffer.allocate(size(row)).putInt(stretch);
            rowValue.asFloatBuffer().put(row);
            put(key(entity, rowKey(memory.newest())), rowValue.array(), memory.records() <= memory.rows());
        }
    }

    private void put(byte[] key, byte[] value, boolean isNew) {
        store.put(key, value);
        if (isNew) {
            own.add(key);
        }
    }

    /** By what this stretch has stored alone, so that a replay comes to the same. */
    private boolean isNewAndTooMany(EntityMemory memory) {
        if (own.size() < mostEntries || memory.records() > 1) {
            return false;
        }
        if (!warned) {
            LOG.warn("more than {} entries are remembered of entities: new entities are not", mostEntries);
            warned = true;
        }
        return true;
    }

    /** Deletes some of what earlier stretches have left and this one has not written anew. */
    private void sweep() {
        for (int i = 0; i < SWEPT && !left.isEmpty(); i++) {
            byte[] key = left.peek().poll();
            if (key == null) {
                left.remove();
                continue;
            }
            byte[] value = store.get(key);
            if (value != null && !isOwn(value)) {
                store.delete(key);
            }
        }
    }

    private static int size(EntityMemory memory) {
        return HEADER + memory.derivation.length * Double.BYTES + memory.context.length * Float.BYTES;
    }

    private static int size(float[] row) {
        return Integer.BYTES + row.length * Float.BYTES;
    }

    private static short rowKey(int row) {
        return (short) (row + 1);
    }

    private static byte[] key(byte[] entity, short part) {
        byte[] name = entity == null ? NO_ENTITY : entity;
        return ByteBuffer.allocate(Integer.BYTES + name.length + Short.BYTES)
                .putInt(name.length)
                .put(name)
                .putShort(part)
                .array();
    }

    private static boolean isHead(byte[] key) {
        return ByteBuffer.wrap(key).getShort(key.length - Short.BYTES) == HEAD;
    }

    /**
     * Deletes the memories of entities that no record was seen of since {@code timestamp}, so that entities that are gone
     * cost nothing. An entity's entries follow each other in the store, the entity's own first.
     */
    void forgetBefore(long timestamp) {
        boolean deleted = false;
        try (KeyValueIterator<byte[], byte[]> entries = store.all()) {
            boolean gone = false;
            while (entries.hasNext()) {
                var entry = entries.next();
                if (isHead(entry.key)) {
                    gone = ByteBuffer.wrap(entry.value).getLong(Integer.BYTES) < timestamp;
                }
                if (gone) {
                    store.delete(entry.key);
                    deleted = true;
                }
            }
        }
        if (deleted) {
            resume(stretch);
        }
    }
}
