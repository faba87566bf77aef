package dev.sluice.cli.dashboard;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The latest latents of one space in a plane, each with the score of its record. The plane is fitted anew while there are
 * few latents, and then stays. Holds {@value #MOST} latents of k floats. Not thread-safe.
 */
final class LatentScatter {

    static final int MOST = 2_000;
    private static final int MOST_PENDING = 4_096;
    private static final long PATIENCE_MS = 2_000;
    private static final int[] FIT_AT = {8, 64, 512, MOST};

    private final RecentScores scores;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final float[][] latents = new float[MOST][];
    private final float[] score = new float[MOST];
    private final int[] entity = new int[MOST];
    private int space = -1;
    private int fits;
    private int size;
    private long taken;
    private int generation;
    private Plane plane;

    private record Pending(Sight sight, long since) {}

    /**
     * A latent that was seen.
     *
     * @param space that it is of
     * @param values float[k]
     * @param record as {@link RecentScores#key} names its record
     * @param entity its number
     */
    @SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
    record Sight(int space, float[] values, long record, int entity) {}

    /** @param scores where the latents' own are looked up */
    LatentScatter(RecentScores scores) {
        this.scores = scores;
    }

    /** Takes in a latent, whose score may be known only later. */
    void accept(Sight sight, long now) {
        if (pending.size() < MOST_PENDING) {
            pending.add(new Pending(sight, now));
        }
    }

    /** Shows the latents whose scores are known by now, and those that have waited for long. */
    void settle(long now) {
        for (int n = pending.size(); n > 0; n--) {
            Pending next = pending.remove();
            float known = scores.get(next.sight.record);
            if (Float.isNaN(known) && now - next.since < PATIENCE_MS) {
                pending.add(next);
            } else {
                show(next.sight, known);
            }
        }
    }

    private void show(Sight sight, float known) {
        if (sight.space != space || (size > 0 && latents[0].length != sight.values.length)) {
            if (sight.space < space) {
                return; // a late one of the space before
            }
            space = sight.space;
            size = 0;
            taken = 0;
            fits = 0;
            plane = null;
            generation++;
        }
        int at = (int) (taken % MOST);
        latents[at] = sight.values;
        score[at] = known;
        entity[at] = sight.entity;
        taken++;
        size = Math.min(MOST, size + 1);
        if (fits < FIT_AT.length && size >= FIT_AT[fits]) {
            float[][] rows = new float[size][];
            System.arraycopy(latents, 0, rows, 0, size);
            plane = Plane.fit(rows, plane);
            fits++;
            generation++;
        }
    }

    /** Changes when all points have moved. */
    int generation() {
        return generation;
    }

    /** The space shown; -1 before the first latent. */
    int space() {
        return space;
    }

    /** Null while there are too few latents. */
    Plane plane() {
        return plane;
    }

    /** Latents taken in so far: the next one's number. */
    long taken() {
        return taken;
    }

    /** The number of the oldest that is still there. */
    long oldest() {
        return taken - size;
    }

    /** {@code float[2]}: where a latent is; there must be a plane. */
    float[] position(long number) {
        return plane.project(latents[(int) (number % MOST)]);
    }

    /** NaN where it is not known. */
    float score(long number) {
        return score[(int) (number % MOST)];
    }

    int entity(long number) {
        return entity[(int) (number % MOST)];
    }

    /** Bytes that the latents take. */
    long bytes() {
        return size == 0 ? 0 : 4L * size * latents[0].length;
    }
}
