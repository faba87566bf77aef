package dev.sluice.stream.topology;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/**
 * A changelogged store in memory that lets its user write at the last moment before each commit. Kafka Streams has that
 * moment for its own caches alone: it flushes them first of all, so that what they write to the changelog is part of the
 * transaction. Hence the internal base class; a test of the topology fails where that changes.
 */
final class EntityStore extends WrappedStateStore<KeyValueStore<byte[], byte[]>, byte[], byte[]> {

    private Runnable beforeCommit; // null where there is nothing to write

    private EntityStore(KeyValueStore<byte[], byte[]> entries) {
        super(entries);
    }

    /** What is stored; every change goes to the changelog at once. */
    KeyValueStore<byte[], byte[]> entries() {
        return wrapped();
    }

    /** @param write is called before each commit, until the store is closed or another takes its place */
    void beforeCommit(Runnable write) {
        beforeCommit = write;
    }

    @Override
    public void flushCache() {
        if (beforeCommit != null) {
            beforeCommit.run();
        }
    }

    /** What was not written belongs to a transaction that is rolled back, or to a task that is over. */
    @Override
    public void clearCache() {
        beforeCommit = null;
    }

    @Override
    public void close() {
        clearCache();
        super.close();
    }

    static StoreBuilder<EntityStore> builder(String name) {
        return new Builder(Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray()));
    }

    /** Of a store with a changelog and without a cache of Kafka Streams' own. */
    private record Builder(StoreBuilder<KeyValueStore<byte[], byte[]>> entries) implements StoreBuilder<EntityStore> {
        @Override
        public EntityStore build() {
            return new EntityStore(entries.build());
        }

        @Override
        public String name() {
            return entries.name();
        }

        @Override
        public boolean loggingEnabled() {
            return entries.loggingEnabled();
        }

        @Override
        public Map<String, String> logConfig() {
            return entries.logConfig();
        }

        @Override
        public StoreBuilder<EntityStore> withLoggingEnabled(Map<String, String> config) {
            return new Builder(entries.withLoggingEnabled(config));
        }

        @Override
        public StoreBuilder<EntityStore> withLoggingDisabled() {
            return new Builder(entries.withLoggingDisabled());
        }

        @Override
        public StoreBuilder<EntityStore> withCachingEnabled() {
            throw new UnsupportedOperationException("has what a cache is for");
        }

        @Override
        public StoreBuilder<EntityStore> withCachingDisabled() {
            return this;
        }
    }
}
