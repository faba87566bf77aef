package dev.sluice.stream.topology;

import dev.sluice.alert.AlertDesk;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps a partition's {@link AlertDesk} in a changelogged store: read once, and written before each commit, what has changed
 * since the last.
 */
final class IncidentStore {

    private final KeyValueStore<byte[], byte[]> store; // null where nothing is kept
    private final AlertDesk desk;

    /** @param store null for a desk that nothing outlives */
    IncidentStore(KeyValueStore<byte[], byte[]> store, AlertDesk desk) {
        this.store = store;
        this.desk = desk;
    }

    /** One that is written before each commit. */
    static IncidentStore of(EntityStore store, AlertDesk desk) {
        IncidentStore incidents = new IncidentStore(store.entries(), desk);
        store.beforeCommit(incidents::write);
        return incidents;
    }

    AlertDesk desk() {
        return desk;
    }

    /** Goes on with what the store has. */
    void resume() {
        if (store == null) {
            return;
        }
        try (KeyValueIterator<byte[], byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                var entry = entries.next();
                desk.restore(entry.key, entry.value);
            }
        }
    }

    void write() {
        if (store != null) {
            desk.write(store::put);
        }
    }
}
