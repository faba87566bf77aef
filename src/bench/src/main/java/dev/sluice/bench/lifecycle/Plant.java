package dev.sluice.bench.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Seeded telemetry of a plant: lines with a daily rhythm, a load that wanders and a temperature that follows it, seen by
 * sensors that each mix the three and add noise. A record is one line's, one a minute.
 */
final class Plant {

    /** What {@link Reading#state} may be. */
    static final int STATES = 4;

    /** What drives the sensors of a line: rhythm, load, temperature. */
    private static final int DRIVERS = 3;

    private static final double RHYTHM_MINUTES = 1_440;
    private static final double NOISE = 0.15;

    private final Random random;
    private final double[][] mix; // [sensors][drivers]
    private final double[][] drivers; // [lines][drivers]
    private final int lines;
    private long minute;
    private int line;

    Plant(long seed, int lines, int sensors) {
        // Of sensors that are added the first are the same.
        Random ofSensors = new Random(seed);
        this.random = new Random(seed + 1);
        this.mix = new double[sensors][DRIVERS];
        for (double[] sensor : mix) {
            for (int d = 0; d < DRIVERS; d++) {
                sensor[d] = ofSensors.nextGaussian();
            }
        }
        this.lines = lines;
        this.drivers = new double[lines][DRIVERS];
    }

    /**
     * One record: whose it is, when, and the sensors' values.
     *
     * @param state of the line, from 0: whether its rhythm is on the upper side, and twice whether its load is
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Reading(String line, long minute, double[] values, int state) {

        /** The same reading of other values. */
        Reading with(double[] other) {
            return new Reading(line, minute, other, state);
        }

        /** With so many of the sensors, as JSON. */
        String json(int sensors) {
            List<String> fields = new ArrayList<>();
            for (int s = 0; s < sensors; s++) {
                fields.add(String.format(Locale.ROOT, "\"s%d\": %.5f", s, values[s]));
            }
            return "{" + String.join(", ", fields) + "}";
        }
    }

    /** The next record: the lines take turns. */
    Reading next() {
        double[] driver = drivers[line];
        driver[0] = Math.sin(2 * Math.PI * (minute + 97.0 * line) / RHYTHM_MINUTES);
        driver[1] = 0.97 * driver[1] + 0.24 * random.nextGaussian();
        driver[2] = 0.95 * driver[2] + 0.05 * driver[1] + 0.05 * random.nextGaussian();
        double[] values = new double[mix.length];
        for (int s = 0; s < values.length; s++) {
            double sum = NOISE * random.nextGaussian();
            for (int d = 0; d < DRIVERS; d++) {
                sum += mix[s][d] * driver[d];
            }
            values[s] = 10 * s + sum;
        }
        Reading reading =
                new Reading("line-" + line, minute, values, (driver[0] > 0 ? 1 : 0) + (driver[1] > 0 ? 2 : 0));
        line = (line + 1) % lines;
        minute += line == 0 ? 1 : 0;
        return reading;
    }
}
