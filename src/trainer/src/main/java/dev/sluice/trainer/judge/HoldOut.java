package dev.sluice.trainer.judge;

import dev.sluice.trainer.history.History;
import dev.sluice.trainer.training.Standing;
import dev.sluice.trainer.training.TrainingRows;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Says from when on a history's rows are kept for the judge: the latest tenth, of short histories more, but always so that
 * enough are left to train on.
 */
public final class HoldOut {
    private static final int SHARE = 10;
    /** Rows that are worth a larger share of the history, which is {@value #LARGEST_SHARE}th at most. */
    private static final int ENOUGH = 100;

    private static final int LARGEST_SHARE = 5;
    /** A model is made from at least so many rows. */
    private static final int LEFT = 8;

    private HoldOut() {}

    /**
     * @return milliseconds since the epoch; empty where rows cannot be told apart by their time, or are too few
     */
    public static OptionalLong judgedFrom(History history) {
        TrainingRows rows = history.rows();
        long[] timestamps = rows.timestamps();
        int n = timestamps.length;
        int held = Math.min(Math.max(n / SHARE, Math.min(ENOUGH, n / LARGEST_SHARE)), n - LEFT);
        int adopted = (int) Arrays.stream(rows.standings())
                .filter(s -> s == Standing.ADOPTED)
                .count();
        // A new normal has to be trained on, as well as judged on.
        if (adopted > 0) {
            held = Math.min(held, (adopted + 1) / 2);
        }
        if (held < 1) {
            return OptionalLong.empty();
        }
        int first = n - held;
        if (timestamps[first] == timestamps[0] || 2 * before(timestamps, timestamps[first]) < n) {
            while (first < n && timestamps[first] == timestamps[n - held]) {
                first++;
            }
        }
        return first == n ? OptionalLong.empty() : OptionalLong.of(timestamps[first]);
    }

    private static int before(long[] timestamps, long from) {
        int count = 0;
        while (count < timestamps.length && timestamps[count] < from) {
            count++;
        }
        return count;
    }
}
