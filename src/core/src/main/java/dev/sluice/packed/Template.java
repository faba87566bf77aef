package dev.sluice.packed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What records have in common: their bytes but for {@link Hole}s. As bytes: how many bytes come, these, a hole, and so on, ending with
 * bytes. Immutable.
 */
public final class Template {

    /** Holes of a template at most: more than any record has fields that differ. */
    static final int MOST_HOLES = 1 << 16;

    private final byte[] bytes;
    private final byte[][] between; // [holes + 1]
    private final int[] holes;
    private final int literals;

    private Template(byte[] bytes, byte[][] between, int[] holes) {
        this.bytes = bytes;
        this.between = between;
        this.holes = holes;
        this.literals = (int)
                Arrays.stream(holes).filter(h -> Hole.kind(h) == Hole.LITERAL).count();
    }

    /**
     * @param bytes as {@link #bytes} gives them; whoever wrote them
     * @param numbers how many numbers there are
     * @throws PackedException where they are no template
     */
    static Template of(byte[] bytes, int numbers) throws PackedException {
        ByteSource in = new ByteSource(bytes, 0, bytes.length);
        List<byte[]> between = new ArrayList<>();
        List<Integer> holes = new ArrayList<>();
        between.add(in.sized());
        while (!in.isEnd()) {
            int hole = in.count("a hole", Integer.MAX_VALUE);
            if (!Hole.exists(hole, numbers) || holes.size() == MOST_HOLES) {
                throw new PackedException("a template with hole " + hole + ", which a model of " + numbers
                        + " numbers does not have: the message is damaged");
            }
            holes.add(hole);
            between.add(in.sized());
        }
        return new Template(
                bytes,
                between.toArray(byte[][]::new),
                holes.stream().mapToInt(Integer::intValue).toArray());
    }

    byte[] bytes() {
        return bytes;
    }

    int holes() {
        return holes.length;
    }

    int hole(int index) {
        return holes[index];
    }

    /** What is before a hole, or behind the last one. */
    byte[] before(int hole) {
        return between[hole];
    }

    /** How many holes are for bytes that are kept. */
    int literals() {
        return literals;
    }
}
