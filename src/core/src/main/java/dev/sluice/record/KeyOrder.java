package dev.sluice.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of an object that were seen in records before, in their order, with what each leads to: records of one stream
 * are alike, so the next key is as a rule known before it is read. Not thread-safe.
 */
public final class KeyOrder {

    /** Keys at most; beyond, it begins anew. They come from outside, and must not take all memory. */
    static final int MOST = 1_024;

    /** Of these many the next key may be any; where it is none of them it is looked up. */
    private static final int AHEAD = 64;

    private final FieldTree fields;
    private byte[][] keys = new byte[16][];
    private FieldTree[] found = new FieldTree[16];
    private KeyOrder[] inside = new KeyOrder[16];
    private int count;

    /** @param fields that are wanted */
    public KeyOrder(FieldTree fields) {
        this.fields = fields;
    }

    /**
     * Finds the key that the text has from there on, and a quote after it.
     *
     * @param likely where it is looked for first
     * @return its place, -1 where it is not known
     */
    public int find(int likely, byte[] text, int from) {
        for (int i = 0; i < Math.min(count, AHEAD); i++) {
            int place = (likely + i) % count;
            byte[] key = keys[place];
            int end = from + key.length;
            if (end < text.length && text[end] == '"' && Arrays.equals(text, from, end, key, 0, key.length)) {
                return place;
            }
        }
        return -1;
    }

    /** Remembers a key in ASCII; returns its place. */
    public int add(String key) {
        if (count == MOST) {
            count = 0;
        }
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            found = Arrays.copyOf(found, 2 * count);
            inside = Arrays.copyOf(inside, 2 * count);
        }
        FieldTree field = fields.child(key);
        keys[count] = key.getBytes(StandardCharsets.US_ASCII);
        found[count] = field;
        inside[count] = field == null || field.isWanted() ? null : new KeyOrder(field);
        return count++;
    }

    int length(int place) {
        return keys[place].length;
    }

    /** What the key leads to; null where nothing there is wanted. */
    public FieldTree field(int place) {
        return found[place];
    }

    /** The keys of the object that the key leads to; null where nothing inside is wanted, or the object itself is. */
    public KeyOrder inside(int place) {
        return inside[place];
    }
}
