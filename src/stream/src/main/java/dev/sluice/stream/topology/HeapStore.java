package dev.sluice.stream.topology;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store outside of Kafka Streams, for a replay: what {@link PartitionScorer} keeps, without a changelog. */
final class HeapStore<K, V> implements KeyValueStore<K, V> {

    private final String name;
    private final NavigableMap<K, V> entries;

    HeapStore(String name, Comparator<? super K> order) {
        this.name = name;
        this.entries = new TreeMap<>(order);
    }

    @Override
    public V get(K key) {
        return entries.get(key);
    }

    @Override
    public void put(K key, V value) {
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, value);
        }
    }

    @Override
    public V putIfAbsent(K key, V value) {
        V there = get(key);
        if (there == null) {
            put(key, value);
        }
        return there;
    }

    @Override
    public void putAll(List<KeyValue<K, V>> all) {
        all.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public V delete(K key) {
        return entries.remove(key);
    }

    @Override
    public KeyValueIterator<K, V> range(K from, K to) {
        NavigableMap<K, V> tail = from == null ? entries : entries.tailMap(from, true);
        return new Entries<>(to == null ? tail : tail.headMap(to, true));
    }

    @Override
    public KeyValueIterator<K, V> all() {
        return new Entries<>(entries);
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        throw new UnsupportedOperationException("a store outside of Kafka Streams");
    }

    @Override
    public void close() {
        entries.clear();
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** What was there when it was asked for, so that it may be deleted on the way. */
    private static final class Entries<K, V> implements KeyValueIterator<K, V> {

        private final Deque<KeyValue<K, V>> left = new ArrayDeque<>();

        Entries(Map<K, V> entries) {
            entries.forEach((key, value) -> left.add(KeyValue.pair(key, value)));
        }

        @Override
        public boolean hasNext() {
            return !left.isEmpty();
        }

        @Override
        public KeyValue<K, V> next() {
            return left.removeFirst();
        }

        @Override
        public K peekNextKey() {
            if (left.isEmpty()) {
                throw new NoSuchElementException();
            }
            return left.getFirst().key;
        }

        @Override
        public void close() {
            left.clear();
        }
    }
}
