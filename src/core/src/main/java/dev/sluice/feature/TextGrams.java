package dev.sluice.feature;

import java.util.Arrays;

/**
 * Cuts a text into words, pairs of words, and runs of 3 to 5 characters, and hashes each into one of {@value #BUCKETS}
 * buckets. Case is folded; numbers, and what looks hexadecimal, become one sign each, so that log lines that differ in an
 * id alone are alike. The same on every machine, for any text: part of the artifact's format.
 */
final class TextGrams {

    /** A power of two. */
    static final int BUCKETS = 1 << 14;

    /** Characters that are looked at: the rest of a longer text says little, and costs the same. */
    static final int LONGEST = 2_000;

    private static final char NUMBER = '#';
    private static final char SPACE = ' ';
    private static final int SHORTEST_GRAM = 3;
    private static final int LONGEST_GRAM = 5;

    /** A run of so many hexadecimal characters with a digit among them is an id. */
    private static final int SHORTEST_HEX = 6;

    private static final int WORD_SEED = 1;
    private static final int PAIR_SEED = 2;
    private static final int CHARACTER_SEED = 3;

    private TextGrams() {}

    /** The buckets of all grams, ascending; one that occurs twice is there twice. */
    static int[] of(String text) {
        char[] folded = fold(text);
        int[] buckets = new int[(LONGEST_GRAM - SHORTEST_GRAM + 3) * (folded.length + 1)];
        int count = 0;
        int previous = 0;
        boolean isFirst = true;
        for (int start = 0; start < folded.length; ) {
            int end = start;
            while (end < folded.length && folded[end] != SPACE) {
                end++;
            }
            if (end > start) {
                int word = hash(WORD_SEED, folded, start, end);
                buckets[count++] = bucket(word);
                if (!isFirst) {
                    buckets[count++] = bucket(mix(PAIR_SEED ^ (previous * 31 + word)));
                }
                previous = word;
                isFirst = false;
            }
            start = end + 1;
        }
        for (int n = SHORTEST_GRAM; n <= LONGEST_GRAM; n++) {
            for (int start = 0; start + n <= folded.length; start++) {
                buckets[count++] = bucket(hash(CHARACTER_SEED, folded, start, start + n));
            }
        }
        int[] all = Arrays.copyOf(buckets, count);
        Arrays.sort(all);
        return all;
    }

    private static int bucket(int hash) {
        return hash & (BUCKETS - 1);
    }

    /** Lower case, words apart by one space, a number or id as one sign. */
    static char[] fold(String text) {
        int length = Math.min(text.length(), LONGEST);
        char[] out = new char[length];
        int n = 0;
        for (int i = 0; i < length; ) {
            int end = i;
            while (end < length && isWord(text.charAt(end))) {
                end++;
            }
            if (end > i) {
                n = word(text, i, end, out, n);
                i = end;
            } else {
                if (n > 0 && out[n - 1] != SPACE) {
                    out[n++] = SPACE;
                }
                i++;
            }
        }
        return Arrays.copyOf(out, n > 0 && out[n - 1] == SPACE ? n - 1 : n);
    }

    /** Letters and digits of any script; halves of characters beyond the basic plane, which come in pairs, count too. */
    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int word(String text, int from, int to, char[] out, int n) {
        if (isId(text, from, to)) {
            out[n] = NUMBER;
            return n + 1;
        }
        int end = n;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                out[end++] = Character.toLowerCase(c);
            } else if (i == from || !isDigit(text.charAt(i - 1))) {
                out[end++] = NUMBER;
            }
        }
        return end;
    }

    private static boolean isId(String text, int from, int to) {
        boolean isPrefixed = to - from > 2
                && text.charAt(from) == '0'
                && (text.charAt(from + 1) == 'x' || text.charAt(from + 1) == 'X');
        if (!isPrefixed && to - from < SHORTEST_HEX) {
            return false;
        }
        boolean digit = isPrefixed;
        for (int i = isPrefixed ? from + 2 : from; i < to; i++) {
            char c = text.charAt(i);
            digit |= isDigit(c);
            if (!isDigit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) {
                return false;
            }
        }
        return digit;
    }

    /** MurmurHash3 (A. Appleby), 32 bits, over characters of 16 bits. */
    private static int hash(int seed, char[] text, int from, int to) {
        int h = seed;
        int i = from;
        for (; i + 1 < to; i += 2) {
            h = Integer.rotateLeft(h ^ scramble(text[i] | text[i + 1] << 16), 13) * 5 + 0xE6546B64;
        }
        if (i < to) {
            h ^= scramble(text[i]);
        }
        return mix(h ^ 2 * (to - from));
    }

    private static int scramble(int k) {
        return Integer.rotateLeft(k * 0xCC9E2D51, 15) * 0x1B873593;
    }

    static int mix(int h) {
        int x = (h ^ (h >>> 16)) * 0x85EBCA6B;
        x = (x ^ (x >>> 13)) * 0xC2B2AE35;
        return x ^ (x >>> 16);
    }
}
