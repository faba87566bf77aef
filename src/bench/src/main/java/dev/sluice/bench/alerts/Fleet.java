package dev.sluice.bench.alerts;

import dev.sluice.alert.AlertDesk;
import dev.sluice.alert.Dispatch;
import dev.sluice.alert.OpeningFit;
import dev.sluice.alert.OpeningRule;
import dev.sluice.alert.Silences;
import dev.sluice.contract.AlertState;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.score.Calibration;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * Simulated devices with what a scorer has of them: calibration and rule as a trainer fits them to a sample of history, and
 * the desk of a partition for each device, so that the false openings of two never count as one.
 */
final class Fleet {

    static final int DAY = 86_400;

    /** {@code training.max-records} by default. */
    private static final int HISTORY = 100_000;
    /** Records of a device that a sample of the history has together. */
    private static final int STRETCH = 128;

    private final double correlation;
    private final SplittableRandom random;
    private Calibration calibration;
    private OpeningRule rule;

    Fleet(double correlation, long seed) {
        this.correlation = correlation;
        this.random = new SplittableRandom(seed);
        retrain();
    }

    /** Fits to a history of its own: as many devices as there are stretches in it. */
    void retrain() {
        double[] statistics = new double[HISTORY];
        long[] runs = new long[HISTORY];
        Device device = null;
        for (int i = 0; i < HISTORY; i++) {
            if (i % STRETCH == 0) {
                device = device("history");
            }
            statistics[i] = device.next();
            runs[i] = i / STRETCH;
        }
        double budget = AlertBudget.DEFAULT.probability(HISTORY, 1, Duration.ofSeconds(HISTORY));
        calibration = Calibration.fit(statistics, budget);
        double[] logP = new double[HISTORY];
        for (int i = 0; i < HISTORY; i++) {
            logP[i] = calibration.logP(statistics[i]);
        }
        rule = OpeningFit.fit(logP, runs, budget);
    }

    Calibration calibration() {
        return calibration;
    }

    OpeningRule rule() {
        return rule;
    }

    Device device(String name) {
        return new Device(name, correlation, random.split());
    }

    AlertDesk desk() {
        AlertDesk desk = new AlertDesk(() -> Silences.NONE, Duration.ofDays(1));
        desk.use(rule);
        return desk;
    }

    /** Incidents that open in a day of normal records. */
    int openings(Device device, AlertDesk desk) {
        int openings = 0;
        for (int second = 0; second < DAY; second++) {
            openings += see(device, desk).openings();
        }
        return openings;
    }

    /** Seconds from the first shifted record to the one that opens an incident; NaN where none does within an hour. */
    double delay(double deviations) {
        Device device = device("broken");
        AlertDesk desk = desk();
        for (int second = 0; second < 100; second++) {
            see(device, desk);
        }
        device.shift(deviations);
        long first = device.timestamp() + Device.SECOND;
        for (int second = 0; second < DAY / 24; second++) {
            for (Dispatch.Message message : see(device, desk).messages()) {
                if (message.alert().getState() == AlertState.OPENED) {
                    return (message.alert().getTimestamp() - first) / (double) Device.SECOND;
                }
            }
        }
        return Double.NaN;
    }

    private Dispatch see(Device device, AlertDesk desk) {
        Dispatch dispatch = desk.observe(device.key(), device.score(calibration));
        desk.keep();
        return dispatch;
    }
}
