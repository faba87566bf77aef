package dev.sluice.feature;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A cycle of the calendar that telemetry may follow. */
public enum Cycle {
    MINUTE_OF_HOUR(TimeUnit.HOURS.toMillis(1), 0),
    HOUR_OF_DAY(TimeUnit.DAYS.toMillis(1), 0),
    // 1 January 1970 was a Thursday: three days after the Monday that the week is counted from.
    DAY_OF_WEEK(TimeUnit.DAYS.toMillis(7), TimeUnit.DAYS.toMillis(3)),
    // The mean Gregorian year: leap years move the phase by less than a day.
    DAY_OF_YEAR(31_556_952_000L, 0);

    private final long length; // milliseconds
    private final long phase; // milliseconds

    Cycle(long length, long phase) {
        this.length = length;
        this.phase = phase;
    }

    /** The name in config files and artifacts: {@code hour-of-day}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How far the cycle has come, in radians: it moves evenly, not in steps of an hour or a day. */
    double angle(long localMillis) {
        return 2 * Math.PI * Math.floorMod(localMillis + phase, length) / length;
    }
}
