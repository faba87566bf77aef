package dev.sluice.alert;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An entity's bytes as a key. One that is only looked up with is filled again and again, so that a look-up allocates
 * nothing; what is kept is a copy.
 */
final class Name implements Comparable<Name> {

    private byte[] bytes; // null where records have no entity
    private int hash;

    Name(byte[] bytes) {
        fill(bytes);
    }

    Name fill(byte[] other) {
        bytes = other;
        hash = Arrays.hashCode(other);
        return this;
    }

    /** Not copied; null where records have no entity. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public int compareTo(Name other) {
        if (bytes == null || other.bytes == null) {
            return Boolean.compare(bytes != null, other.bytes != null);
        }
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Name n && Arrays.equals(bytes, n.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return bytes == null ? "none" : new String(bytes, StandardCharsets.UTF_8);
    }
}
