package dev.sluice.feature;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The record's own time as sine and cosine of each cycle, with variance 1: the network sees what hour it is, and is not
 * judged by it. Nothing is fitted.
 */
public record TimeFeature(FeatureSpec spec) implements FittedFeature {

    private static final double UNIT = Math.sqrt(2);

    @Override
    public int columns() {
        return 2 * spec.cycles().size();
    }

    @Override
    public boolean isJudged() {
        return false;
    }

    @Override
    public boolean encode(Observation observed, int value, int text, int entity, float[] into, int column) {
        long local = local(observed.timestamp(), spec.zone());
        int c = column;
        for (Cycle cycle : spec.cycles()) {
            double angle = cycle.angle(local);
            into[c++] = (float) (UNIT * StrictMath.sin(angle));
            into[c++] = (float) (UNIT * StrictMath.cos(angle));
        }
        return true;
    }

    private static long local(long timestamp, ZoneId zone) {
        if (zone instanceof ZoneOffset offset) {
            return timestamp + 1_000L * offset.getTotalSeconds();
        }
        return timestamp
                + 1_000L
                        * zone.getRules()
                                .getOffset(Instant.ofEpochMilli(timestamp))
                                .getTotalSeconds();
    }

    @Override
    public void impute(float[] into, int column) {
        for (int c = 0; c < columns(); c++) {
            into[column + c] = 0;
        }
    }
}
