package dev.sluice.trainer;

import java.time.Duration;

/**
 * How long to wait after a training: an eighth of {@code training.every} after the first, then twice as long each time,
 * up to {@code training.every}. A young pipeline learns new behaviour within minutes, an old one does not waste effort.
 *
 * @param every the longest wait
 */
record Schedule(Duration every) {
    private static final int DOUBLINGS = 3;
    private static final int INTERVALS_OF_SILENCE = 3;
    private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(20);
    private static final Duration SOONEST_LOOK = Duration.ofSeconds(2);
    private static final Duration SOONEST_DRIFT_LOOK = Duration.ofSeconds(10);
    private static final Duration LATEST_DRIFT_LOOK = Duration.ofMinutes(5);
    private static final Duration LATEST_LOOK = Duration.ofMinutes(1);

    /**
     * From the last training to the next.
     *
     * @param trainings how many there were, at least 1
     */
    Duration interval(int trainings) {
        return every.dividedBy(1L << Math.max(0, DOUBLINGS - (trainings - 1)));
    }

    /** Between two looks at a topic that has too little: quick before the first model, when people watch. */
    Duration untilNextLook(int trainings) {
        if (trainings == 0) {
            return SOONEST_LOOK;
        }
        Duration eighth = interval(1);
        return eighth.compareTo(SOONEST_LOOK) < 0
                ? SOONEST_LOOK
                : eighth.compareTo(LATEST_LOOK) > 0 ? LATEST_LOOK : eighth;
    }

    /** Between two looks at whether the records drift away from what the champion was made from. */
    Duration untilNextDriftLook() {
        Duration sixteenth = every.dividedBy(16);
        return sixteenth.compareTo(SOONEST_DRIFT_LOOK) < 0
                ? SOONEST_DRIFT_LOOK
                : sixteenth.compareTo(LATEST_DRIFT_LOOK) > 0 ? LATEST_DRIFT_LOOK : sixteenth;
    }

    /** From a training until drift may make the next one: an eighth of {@code training.every}. */
    Duration untilDriftCounts() {
        return interval(1);
    }

    /**
     * From another trainer's last decision until one that stands by takes over.
     *
     * @param trainings how many there were
     */
    Duration untilTakeover(int trainings) {
        Duration patience = interval(Math.max(1, trainings)).multipliedBy(INTERVALS_OF_SILENCE);
        return patience.compareTo(SHORTEST_SILENCE) < 0 ? SHORTEST_SILENCE : patience;
    }

    /**
     * After failures in a row: 1 s, doubling up to a minute.
     *
     * @param failures at least 1
     */
    static Duration untilRetry(int failures) {
        return Duration.ofSeconds(Math.min(60, 1L << Math.min(6, failures - 1)));
    }
}
