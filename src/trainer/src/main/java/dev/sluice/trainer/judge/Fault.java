package dev.sluice.trainer.judge;

import dev.sluice.feature.Observation;
import java.util.Arrays;

/** A fault of known size, as it is put into copies of normal rows: canaries, which a model has to find. */
enum Fault {
    /** A field is {@value Fault#SPIKE_SIZE} spreads off. */
    SPIKE(0, "spike") {
        @Override
        void inject(Observation row, Observation first, Target target, double progress) {
            target.add(row, target.sign() * SPIKE_SIZE);
        }
    },
    /** A field keeps the value of an earlier row. */
    STUCK(1, "stuck") {
        @Override
        void inject(Observation row, Observation first, Target target, double progress) {
            System.arraycopy(first.values, target.slot(), row.values, target.slot(), target.length());
        }
    },
    /** A field moves off steadily, {@value Fault#DRIFT_SIZE} spreads until the end. */
    DRIFT(2, "drift") {
        @Override
        void inject(Observation row, Observation first, Target target, double progress) {
            target.add(row, target.sign() * DRIFT_SIZE * progress);
        }
    },
    /** Two fields have each other's values. */
    SWAPPED(3, "swapped") {
        @Override
        void inject(Observation row, Observation first, Target target, double progress) {
            int length = Math.min(target.length(), target.otherLength());
            double[] one = Arrays.copyOfRange(row.values, target.slot(), target.slot() + length);
            System.arraycopy(row.values, target.otherSlot(), row.values, target.slot(), length);
            System.arraycopy(one, 0, row.values, target.otherSlot(), length);
        }
    },
    /** A field is not there. */
    DROPPED(4, "dropped") {
        @Override
        void inject(Observation row, Observation first, Target target, double progress) {
            Arrays.fill(row.values, target.slot(), target.slot() + target.length(), Double.NaN);
        }
    };

    private static final double SPIKE_SIZE = 6;
    private static final double DRIFT_SIZE = 6;

    private final int index;
    private final String label;

    Fault(int index, String label) {
        this.index = index;
        this.label = label;
    }

    /** Its place among all, from 0. */
    int index() {
        return index;
    }

    /** As checks name it. */
    String label() {
        return label;
    }

    /**
     * @param row a copy, changed
     * @param first the row that a field is stuck at
     * @param target the fields it happens to
     * @param progress how much of the fault's time has passed, above 0 and at most 1
     */
    abstract void inject(Observation row, Observation first, Target target, double progress);

    /**
     * Which fields a fault happens to.
     *
     * @param slot the field's first number in an observation
     * @param length how many numbers it has
     * @param spread of its values, in the input's unit
     * @param otherSlot another field's, with the same slot where there is no other
     * @param otherLength the other's
     * @param sign 1 or -1
     */
    record Target(int slot, int length, double spread, int otherSlot, int otherLength, int sign) {
        void add(Observation row, double spreads) {
            for (int i = slot; i < slot + length; i++) {
                row.values[i] += spreads * spread;
            }
        }
    }
}
