package dev.sluice.stream.topology;

import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each entity's {@link EntityMemory} in a changelogged store: one entry an entity, and one for each row of its
 * window. Those that records have changed are kept as objects, and written once for each commit: an entity's entry and the
 * rows that are new. So the changelog costs what records are wide, however long the window, and an entity that sends
 * often costs no more than one that sends once.
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
     * Bytes of a stretch at most, about: a few hundred for an entity, the rows of its window, and its name with each of
     * them. Whoever sends a new entity with every record must not take all memory. Entities beyond it are scored as if each
     * record was their first, until others are forgotten.
     */
    static final long MOST_BYTES = 256L << 20;

    /** Bytes of entities that are kept as objects besides; beyond, they are written and begun anew. */
    private static final int MOST_LIVE_BYTES = 8 << 20;

    /** What an object takes besides its numbers, about. */
    private static final int LIVE_OVERHEAD = 200;

    /** Entries of earlier stretches that are deleted with a record: more than a record adds. */
    private static final int SWEPT = 4;

    /** Bytes of a key besides the entity's. */
    private static final int KEY = Integer.BYTES + Short.BYTES;

    private static final int HEADER = Integer.BYTES + 2 * Long.BYTES;
    private static final short HEAD = 0;
    private static final byte[] NO_ENTITY = {};

    private final KeyValueStore<byte[], byte[]> store;
    private final long mostBytes;
    private final boolean writesAtOnce;
    private final Deque<Deque<byte[]>> left = new ArrayDeque<>(); // keys that earlier stretches have left
    private Deque<byte[]> own = new ArrayDeque<>(); // keys of this stretch
    private final Map<Bytes, Live> live = new HashMap<>();
    private final List<Live> changed = new ArrayList<>();
    private final Undo undo = new Undo();
    private CompiledModel stateless; // the model that `nothing` is of
    private EntityMemory nothing;
    private int entities; // of this stretch
    private long names; // bytes of theirs
    private long liveNames; // bytes of the names of those that are objects
    private int stretch;
    private boolean warned;

    /** An entity's memory as an object. */
    private static final class Live {
        final byte[] entity;
        final EntityMemory memory;
        long written; // records, when it was written
        long timestamp;
        boolean isChanged;

        Live(byte[] entity, EntityMemory memory) {
            this.entity = entity;
            this.memory = memory;
            this.written = memory.records() - 1; // the one before the record in it
        }
    }

    /** Memories that are written before each commit. */
    static EntityMemories of(EntityStore store) {
        EntityMemories memories = new EntityMemories(store.entries(), MOST_BYTES, false);
        store.beforeCommit(memories::write);
        return memories;
    }

    /** Writes what a record changes at once: for a store that is not committed. */
    EntityMemories(KeyValueStore<byte[], byte[]> store) {
        this(store, MOST_BYTES);
    }

    EntityMemories(KeyValueStore<byte[], byte[]> store, long mostBytes) {
        this(store, mostBytes, true);
    }

    EntityMemories(KeyValueStore<byte[], byte[]> store, long mostBytes, boolean writesAtOnce) {
        this.store = store;
        this.mostBytes = mostBytes;
        this.writesAtOnce = writesAtOnce;
    }

    /** Goes on with a stretch, with what the store has of it. */
    void resume(int number) {
        drop();
        stretch = number;
        left.clear();
        own = new ArrayDeque<>();
        entities = 0;
        names = 0;
        Deque<byte[]> others = new ArrayDeque<>();
        try (KeyValueIterator<byte[], byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                var entry = entries.next();
                boolean isOwn = isOwn(entry.value);
                (isOwn ? own : others).add(entry.key);
                if (isOwn && isHead(entry.key)) {
                    entities++;
                    names += entry.key.length - KEY;
                }
            }
        }
        left.add(others);
    }

    /** Begins a stretch, with nothing remembered. */
    void begin(int number) {
        drop();
        left.add(own);
        own = new ArrayDeque<>();
        entities = 0;
        names = 0;
        stretch = number;
    }

    private void drop() {
        undo.nothing();
        live.clear();
        liveNames = 0;
        changed.clear();
    }

    private boolean isOwn(byte[] value) {
        return ByteBuffer.wrap(value).getInt() == stretch;
    }

    /**
     * The entity's memory under this model; a fresh one where there is none. What is changed in it is taken back unless it
     * is remembered before the next is asked for.
     */
    EntityMemory recall(byte[] entity, CompiledModel model) {
        if (model.isStateless()) {
            return nothing(model);
        }
        undo.takeBack();
        Live known = live.get(nameOf(entity));
        EntityMemory memory = known == null ? read(entity, model) : known.memory;
        undo.keep(memory);
        return memory;
    }

    /** One for all entities of a model that remembers nothing. */
    private EntityMemory nothing(CompiledModel model) {
        if (stateless != model) {
            stateless = model;
            nothing = model.newMemory();
        }
        return nothing;
    }

    private static Bytes nameOf(byte[] entity) {
        return Bytes.wrap(entity == null ? NO_ENTITY : entity);
    }

    private EntityMemory read(byte[] entity, CompiledModel model) {
        EntityMemory memory = model.newMemory();
        ByteBuffer in = read(key(entity, HEAD), size(memory));
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
     * Keeps what a record changed.
     *
     * @param memory as it was recalled last, with the record in it
     * @param timestamp of the record, milliseconds since the epoch
     */
    void remember(byte[] entity, CompiledModel model, EntityMemory memory, long timestamp) {
        sweep();
        if (model.isStateless()) {
            return;
        }
        undo.nothing();
        byte[] name = entity == null ? NO_ENTITY : entity;
        if (isNewAndTooMany(name, memory)) {
            return;
        }
        Live known = live.get(nameOf(entity));
        if (known == null) {
            known = add(name, memory);
        }
        known.timestamp = timestamp;
        if (!known.isChanged) {
            known.isChanged = true;
            changed.add(known);
        }
        if (writesAtOnce) {
            write();
        }
    }

    private Live add(byte[] name, EntityMemory memory) {
        if (live.size() * (long) bytesOf(memory) + liveNames > MOST_LIVE_BYTES) {
            write();
            live.clear();
            liveNames = 0;
        }
        Live added = new Live(name, memory);
        if (memory.records() == 1) {
            entities++;
            names += name.length;
        }
        live.put(Bytes.wrap(name), added);
        liveNames += name.length;
        return added;
    }

    /** By what this stretch has stored alone, so that a replay comes to the same. */
    private boolean isNewAndTooMany(byte[] name, EntityMemory memory) {
        long taken = entities * (long) bytesOf(memory) + (names + name.length) * (1 + memory.rows());
        if (taken < mostBytes || memory.records() > 1) {
            return false;
        }
        if (!warned) {
            LOG.warn("{} entities are remembered, as many as memory is meant for: new ones are not", entities);
            warned = true;
        }
        return true;
    }

    /** Stores what was changed since it was stored last. */
    void write() {
        undo.takeBack();
        for (Live entity : changed) {
            write(entity);
        }
        changed.clear();
    }

    private void write(Live entity) {
        EntityMemory memory = entity.memory;
        ByteBuffer value = ByteBuffer.allocate(size(memory))
                .putInt(stretch)
                .putLong(entity.timestamp)
                .putLong(memory.records());
        value.asDoubleBuffer().put(memory.derivation);
        value.position(value.position() + memory.derivation.length * Double.BYTES);
        value.asFloatBuffer().put(memory.context);
        put(key(entity.entity, HEAD), value.array(), entity.written == 0);
        for (long r = Math.max(entity.written, memory.records() - memory.rows()); r < memory.records(); r++) {
            int place = (int) (r % memory.rows());
            float[] row = memory.row(place);
            ByteBuffer rowValue = ByteBuffer.allocate(size(row)).putInt(stretch);
            rowValue.asFloatBuffer().put(row);
            put(key(entity.entity, rowKey(place)), rowValue.array(), entity.written <= place);
        }
        entity.written = memory.records();
        entity.isChanged = false;
    }

    private void put(byte[] key, byte[] value, boolean isNew) {
        store.put(key, value);
        if (isNew) {
            own.add(key);
        }
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

    /** What an entity takes as an object, about, the rows of its window included. */
    static int bytesOf(EntityMemory memory) {
        int rows = memory.rows() == 0 ? 0 : memory.rows() * size(memory.row(0));
        return LIVE_OVERHEAD + size(memory) + rows;
    }

    private static short rowKey(int row) {
        return (short) (row + 1);
    }

    private static byte[] key(byte[] entity, short part) {
        byte[] name = entity == null ? NO_ENTITY : entity;
        return ByteBuffer.allocate(name.length + KEY)
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
        write();
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
