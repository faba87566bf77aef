package dev.sluice.cli.dashboard;

import java.util.Arrays;

/** What came in each of the last seconds, by the clock of this machine. Not thread-safe. */
final class Traffic {

    static final int SECONDS = 900;
    private static final int AVERAGED = 5;

    private final int[] scored = new int[SECONDS];
    private final int[] dead = new int[SECONDS];
    private final long[] lag = new long[SECONDS]; // -1 where it is not known
    private final long begun;
    private long second;
    private long lagNow = -1;
    private long allScored;
    private long allDead;

    /** @param now ms since the epoch */
    Traffic(long now) {
        second = now / 1000;
        begun = second;
        Arrays.fill(lag, -1);
    }

    /** Goes on to the present second; those in between had nothing. */
    void advance(long now) {
        long target = now / 1000;
        if (target - second > SECONDS) {
            second = target - SECONDS;
        }
        while (second < target) {
            second++;
            int at = (int) (second % SECONDS);
            scored[at] = 0;
            dead[at] = 0;
            lag[at] = lagNow;
        }
    }

    void scored() {
        scored[(int) (second % SECONDS)]++;
        allScored++;
    }

    void dead() {
        dead[(int) (second % SECONDS)]++;
        allDead++;
    }

    /** Adds to what was counted without its second being known: history. */
    void earlier(long scores, long deadLetters) {
        allScored += scores;
        allDead += deadLetters;
    }

    /** @param records input records without an outcome; -1 where it is not known */
    void setLag(long records) {
        lagNow = records;
        lag[(int) (second % SECONDS)] = records;
    }

    long lag() {
        return lagNow;
    }

    long allScored() {
        return allScored;
    }

    long allDead() {
        return allDead;
    }

    /** Records a second over the last complete seconds. */
    double rate() {
        long from = Math.max(begun, second - AVERAGED);
        long sum = 0;
        for (long s = from; s < second; s++) {
            sum += scored[(int) (s % SECONDS)];
        }
        return second == from ? 0 : sum / (double) (second - from);
    }

    /** The present second, since the epoch; it is not complete. */
    long second() {
        return second;
    }

    /** The first second there are figures of. */
    long first() {
        return Math.max(begun, second - SECONDS + 1);
    }

    int scored(long ofSecond) {
        return scored[(int) (ofSecond % SECONDS)];
    }

    int dead(long ofSecond) {
        return dead[(int) (ofSecond % SECONDS)];
    }

    long lag(long ofSecond) {
        return lag[(int) (ofSecond % SECONDS)];
    }
}
