package dev.sluice.packed;

/** Finds the holes in values of a format. Not thread-safe. */
public interface Cutter {

    /**
     * Goes through a value that a decoder of the same format and layout took.
     *
     * @param into begun with this value; named its holes from its beginning to its end
     */
    void cut(byte[] value, Cut into);
}
