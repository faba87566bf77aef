package dev.sluice.stream.topology;

import dev.sluice.packed.Original;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Collects each entity's records until they are packed together, in a changelogged store: what has come since the last commit is
 * written before the next, and deleted once it is packed, in the transaction that packs it. A block that begins and ends between
 * two commits costs the changelog nothing.
 *
 * <p>Key: length of the entity's bytes (int, -1 for none), these bytes, number of the record in its block (short). Value: when it was
 * by the record (long), and the record as it came.
 */
final class Blocks {

    private static final int NO_ENTITY = -1;
    private static final int KEY = Integer.BYTES + Short.BYTES;

    private final KeyValueStore<byte[], byte[]> store;
    private final Map<Bytes, Block> open = new LinkedHashMap<>(); // in the order they began
    private final Map<Bytes, Block> unwritten = new LinkedHashMap<>();
    private long bytes;

    /** Records of an entity that are not packed yet. */
    static final class Block {
        private final byte[] entity; // null for records without one
        private final List<Dated> fresh = new ArrayList<>(); // not in the store
        private final long begun; // milliseconds of the clock
        private int stored;
        private long first = Long.MAX_VALUE; // by the records
        private long last = Long.MIN_VALUE;
        private long bytes;

        private Block(byte[] entity, long begun) {
            this.entity = entity;
            this.begun = begun;
        }

        byte[] entity() {
            return entity;
        }

        int size() {
            return stored + fresh.size();
        }

        long begun() {
            return begun;
        }

        long bytes() {
            return bytes;
        }

        /** Milliseconds from its first record to one at this time, in either direction. */
        long spanTo(long time) {
            return size() == 0 ? 0 : Math.max(last, time) - Math.min(first, time);
        }

        private void took(Original record, long time) {
            first = Math.min(first, time);
            last = Math.max(last, time);
            bytes += record.bytes();
        }
    }

    private record Dated(long time, Original record) {}

    /**
     * Goes on with what the store has.
     *
     * @param now milliseconds of the clock
     */
    Blocks(KeyValueStore<byte[], byte[]> store, long now) {
        this.store = store;
        resume(now);
    }

    /** Those of a store that is written before each commit. */
    static Blocks of(EntityStore store, long now) {
        Blocks blocks = new Blocks(store.entries(), now);
        store.beforeCommit(blocks::write);
        return blocks;
    }

    private void resume(long now) {
        try (KeyValueIterator<byte[], byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                var entry = entries.next();
                byte[] entity = entityOf(entry.key);
                Block block = open.computeIfAbsent(nameOf(entity), name -> new Block(entity, now));
                Dated dated = read(entry.value);
                block.stored++;
                block.took(dated.record, dated.time);
                bytes += dated.record.bytes();
            }
        }
    }

    /** The entity's block; begun where there is none. */
    Block block(byte[] entity, long now) {
        return open.computeIfAbsent(nameOf(entity), name -> new Block(entity, now));
    }

    /** @param time of the record as it says, milliseconds since the epoch */
    void add(Block block, Original record, long time) {
        block.fresh.add(new Dated(time, record));
        block.took(record, time);
        bytes += record.bytes();
        unwritten.put(nameOf(block.entity), block);
    }

    /** What all blocks take together, about. */
    long bytes() {
        return bytes;
    }

    /** The blocks there are, the one that began first at first. */
    Collection<Block> open() {
        return open.values();
    }

    /** The records of a block in the order they came; the block is over. */
    List<Original> take(Block block) {
        List<Original> records = new ArrayList<>();
        for (int r = 0; r < block.stored; r++) {
            byte[] key = key(block.entity, r);
            records.add(read(store.get(key)).record);
            store.delete(key);
        }
        block.fresh.forEach(dated -> records.add(dated.record));
        open.remove(nameOf(block.entity));
        unwritten.remove(nameOf(block.entity));
        bytes -= block.bytes;
        return records;
    }

    /** Stores what has come since it was stored last. */
    void write() {
        for (Block block : unwritten.values()) {
            for (Dated dated : block.fresh) {
                byte[] record = dated.record.toBytes();
                store.put(
                        key(block.entity, block.stored++),
                        ByteBuffer.allocate(Long.BYTES + record.length)
                                .putLong(dated.time)
                                .put(record)
                                .array());
            }
            block.fresh.clear();
        }
        unwritten.clear();
    }

    private static Dated read(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        long time = in.getLong();
        byte[] record = new byte[in.remaining()];
        in.get(record);
        return new Dated(time, Original.of(record));
    }

    private static Bytes nameOf(byte[] entity) {
        return Bytes.wrap(key(entity, 0));
    }

    private static byte[] key(byte[] entity, int number) {
        int length = entity == null ? 0 : entity.length;
        ByteBuffer key = ByteBuffer.allocate(KEY + length).putInt(entity == null ? NO_ENTITY : length);
        if (entity != null) {
            key.put(entity);
        }
        return key.putShort((short) number).array();
    }

    private static byte[] entityOf(byte[] key) {
        int length = ByteBuffer.wrap(key).getInt();
        if (length == NO_ENTITY) {
            return null;
        }
        byte[] entity = new byte[length];
        System.arraycopy(key, Integer.BYTES, entity, 0, length);
        return entity;
    }
}
