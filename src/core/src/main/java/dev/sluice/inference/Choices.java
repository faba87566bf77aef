package dev.sluice.inference;

import java.util.List;

/**
 * Groups of values of which one is chosen, such as the categories of a field: their logits become probabilities
 * (softmax), and these {@code (p - share) * factor}, which is how the columns of a category are scaled. Values outside
 * the groups pass through. Immutable.
 */
public final class Choices implements Layer {

    /** Keeps the logarithm of a probability finite. */
    private static final double LEAST = 1e-7;

    private final int columns;
    private final Group[] groups;

    /**
     * @param columns values in all
     * @param groups in the order of their columns, not overlapping
     * @throws IllegalArgumentException where there is no group, or one is not within the columns after the one before
     */
    public Choices(int columns, List<Group> groups) {
        this.columns = columns;
        this.groups = groups.toArray(Group[]::new);
        int next = 0;
        for (Group group : groups) {
            if (group.first < next || group.first > columns - group.size()) {
                throw new IllegalArgumentException("choices of " + group.size() + " columns from " + group.first
                        + " on do not lie within columns " + next + " to " + columns);
            }
            next = group.first + group.size();
        }
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("choices need at least one group");
        }
    }

    /** Columns of which one is chosen. Immutable. */
    public static final class Group {
        private final int first;
        private final float[] share;
        private final float factor;

        /**
         * @param first its first column
         * @param share {@code float[size]}, of at least two: what is subtracted from each probability; copied
         * @param factor what the rest is multiplied by, above 0
         * @throws IllegalArgumentException where any of these is not so
         */
        public Group(int first, float[] share, float factor) {
            if (share.length < 2 || !(factor > 0 && factor <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException("a choice needs at least two columns and a factor above 0, got "
                        + share.length + " and " + factor);
            }
            this.first = first;
            this.share = share.clone();
            this.factor = factor;
        }

        public int first() {
            return first;
        }

        public int size() {
            return share.length;
        }

        public float share(int choice) {
            return share[choice];
        }

        public float factor() {
            return factor;
        }

        /** The same choices among columns that begin elsewhere. */
        public Group at(int otherFirst) {
            return new Group(otherFirst, share, factor);
        }

        /** The probability that a column's value stands for. */
        public double probability(float[] scaled, int at, int choice) {
            return Math.max(LEAST, (double) scaled[at + first + choice] / factor + share[choice]);
        }

        /** Which one was chosen in a row of observed columns that begins at {@code at}. */
        public int chosen(float[] observed, int at) {
            int own = 0;
            for (int c = 1; c < share.length; c++) {
                if (probability(observed, at, c) > probability(observed, at, own)) {
                    own = c;
                }
            }
            return own;
        }

        /** How surprising the observed choice is to who gave these probabilities, in nats: {@code -log p}. */
        public double surprise(float[] observed, float[] probabilities, int at) {
            return -StrictMath.log(Math.min(1, probability(probabilities, at, chosen(observed, at))));
        }
    }

    public List<Group> groups() {
        return List.of(groups);
    }

    /**
     * What a row is compared with: its reconstruction, but in a group's columns the observed values, the first one less the
     * deviance {@code sqrt(-2 log p)}. So the residual of a choice is how surprising it was, one number in units of a
     * standard deviation.
     *
     * @param observed {@code float[columns]}
     * @param reconstruction {@code float[columns]}, as {@link #forward} gives it
     * @param into {@code float[columns]}, overwritten
     */
    public void compared(float[] observed, float[] reconstruction, float[] into) {
        System.arraycopy(reconstruction, 0, into, 0, columns);
        for (Group group : groups) {
            System.arraycopy(observed, group.first, into, group.first, group.share.length);
            into[group.first] -= (float) Math.sqrt(2 * group.surprise(observed, reconstruction, 0));
        }
    }

    @Override
    public int inputs() {
        return columns;
    }

    @Override
    public int outputs() {
        return columns;
    }

    @Override
    public void forward(float[] x, float[] y) {
        System.arraycopy(x, 0, y, 0, columns);
        for (Group group : groups) {
            softmax(group, y);
        }
    }

    private static void softmax(Group group, float[] y) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < group.share.length; c++) {
            largest = Math.max(largest, y[group.first + c]);
        }
        float sum = 0;
        for (int c = 0; c < group.share.length; c++) {
            float e = (float) Elementary.exp(y[group.first + c] - largest);
            y[group.first + c] = e;
            sum += e;
        }
        for (int c = 0; c < group.share.length; c++) {
            y[group.first + c] = (y[group.first + c] / sum - group.share[c]) * group.factor;
        }
    }
}
