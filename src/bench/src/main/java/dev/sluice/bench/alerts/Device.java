package dev.sluice.bench.alerts;

import dev.sluice.alert.Observed;
import dev.sluice.contract.FieldContribution;
import dev.sluice.score.Calibration;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A simulated device that sends once a second, seen as its scores: a normal value that resembles the one before, whose
 * absolute value is what is calibrated. Reused from record to record, as the scorer does.
 */
final class Device implements Observed {

    static final long SECOND = 1_000;

    private final String name;
    private final byte[] key;
    private final double correlation;
    private final double innovation;
    private final SplittableRandom random;
    private double value;
    private double shift; // standard deviations
    private long second;
    private double logP;
    private double score;

    Device(String name, double correlation, SplittableRandom random) {
        this.name = name;
        this.key = name.getBytes(StandardCharsets.UTF_8);
        this.correlation = correlation;
        this.innovation = Math.sqrt(1 - correlation * correlation);
        this.random = random;
        this.value = random.nextGaussian();
    }

    /** Moves all records from the next one on by so many standard deviations. */
    void shift(double deviations) {
        shift = deviations;
    }

    /** The statistic of the next record. */
    double next() {
        second++;
        value = correlation * value + innovation * random.nextGaussian();
        return Math.abs(value + shift);
    }

    /** Scores the next record. */
    Device score(Calibration calibration) {
        logP = calibration.logP(next());
        score = calibration.score(logP);
        return this;
    }

    byte[] key() {
        return key;
    }

    @Override
    public String topic() {
        return "telemetry";
    }

    @Override
    public int partition() {
        return 0;
    }

    @Override
    public long offset() {
        return second;
    }

    @Override
    public long timestamp() {
        return SECOND * second;
    }

    @Override
    public String entity() {
        return name;
    }

    @Override
    public int modelVersion() {
        return 1;
    }

    @Override
    public double score() {
        return score;
    }

    @Override
    public double logP() {
        return logP;
    }

    @Override
    public double pValue() {
        return Calibration.pValue(logP);
    }

    @Override
    public List<FieldContribution> fields() {
        return List.of();
    }

    @Override
    public List<String> repair() {
        return List.of();
    }
}
