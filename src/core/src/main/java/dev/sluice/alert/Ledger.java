package dev.sluice.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Immutable values by key, with the changes that one record makes lying over them until they are kept or dropped: a record
 * that becomes a dead letter leaves no trace. What was kept since it was last written is known. Values are gone through in
 * the order of the keys, so that nothing depends on hashes.
 */
final class Ledger<K extends Comparable<K>, V> {

    private final Map<K, V> kept = new HashMap<>();
    private final Map<K, V> pending = new LinkedHashMap<>(); // null for what is removed
    private final Set<K> unwritten = new LinkedHashSet<>();

    V get(K key) {
        return !pending.isEmpty() && pending.containsKey(key) ? pending.get(key) : kept.get(key);
    }

    void put(K key, V value) {
        pending.put(key, value);
    }

    void remove(K key) {
        pending.put(key, null);
    }

    /** How many were kept. */
    int size() {
        return kept.size();
    }

    /** All of them, the pending included, in the order of their keys. */
    List<V> values() {
        Map<K, V> all = new TreeMap<>();
        forEach(all::put);
        return new ArrayList<>(all.values());
    }

    /** Goes through all of them, the pending included, in no order. */
    void forEach(BiConsumer<K, V> to) {
        kept.forEach((key, value) -> {
            if (!pending.containsKey(key)) {
                to.accept(key, value);
            }
        });
        pending.forEach((key, value) -> {
            if (value != null) {
                to.accept(key, value);
            }
        });
    }

    void keep() {
        if (pending.isEmpty()) {
            return;
        }
        pending.forEach((key, value) -> {
            if (value == null) {
                kept.remove(key);
            } else {
                kept.put(key, value);
            }
            unwritten.add(key);
        });
        pending.clear();
    }

    void drop() {
        pending.clear();
    }

    /** As it was written. */
    void restore(K key, V value) {
        kept.put(key, value);
    }

    /** Gives what was kept since it was last written; null for what was removed. */
    void write(BiConsumer<K, V> to) {
        unwritten.forEach(key -> to.accept(key, kept.get(key)));
        unwritten.clear();
    }
}
