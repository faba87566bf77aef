package dev.sluice.trainer.engine;

import dev.sluice.inference.Choices;
import dev.sluice.pipeline.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The loss of a reconstruction, a mean over the values that are present, and its gradient. That of the columns of a
 * category is the crossentropy, whatever that of the others. The variances of the gaussian
 * loss are one for each feature, and learned as what the maximum of the likelihood makes of them: the mean squared
 * residual, averaged over the latest steps.
 */
final class Objective {
    private static final double TWO_PI = 2 * Math.PI;
    private static final float LOWEST_VARIANCE = 1e-4f;
    private static final float LEAST_SHARE = 0.02f;
    /** Keeps the gradient of the crossentropy finite. */
    private static final float MARGIN = 1e-6f;

    private final Loss loss;
    private final List<Choices.Group> groups;
    private final float[] variance; // [features]
    private int steps;

    Objective(Loss loss, int features, Optional<Choices> choices) {
        this.loss = loss;
        this.groups = choices.map(Choices::groups).orElse(List.of());
        this.variance = new float[features];
        Arrays.fill(variance, 1);
    }

    /**
     * @param y reconstructions, {@code float[rows * features]}
     * @param x what they should be
     * @param mask 1 where a value is present, 0 where it is missing; null where none is
     * @param into gradient by {@code y}, overwritten
     */
    void gradient(float[] y, float[] x, float[] mask, float[] into) {
        float scale = 1f / y.length;
        switch (loss) {
            case MAE -> {
                for (int i = 0; i < y.length; i++) {
                    into[i] = scale * Math.signum(y[i] - x[i]);
                }
            }
            case HUBER -> {
                for (int i = 0; i < y.length; i++) {
                    into[i] = scale * Math.max(-1, Math.min(1, y[i] - x[i]));
                }
            }
            case BINARY_CROSSENTROPY -> {
                for (int i = 0; i < y.length; i++) {
                    float p = Math.max(MARGIN, Math.min(1 - MARGIN, y[i]));
                    into[i] = scale * (p - share(x[i])) / (p * (1 - p));
                }
            }
            case GAUSSIAN -> {
                learnVariance(y, x, mask);
                for (int i = 0; i < y.length; i++) {
                    into[i] = scale * (y[i] - x[i]) / variance[i % variance.length];
                }
            }
            default -> {
                for (int i = 0; i < y.length; i++) {
                    into[i] = 2 * scale * (y[i] - x[i]);
                }
            }
        }
        for (Choices.Group group : groups) {
            crossentropy(group, y, x, scale, into);
        }
        if (mask != null) {
            for (int i = 0; i < y.length; i++) {
                into[i] *= mask[i];
            }
        }
    }

    /** Only the probability of what was chosen counts. */
    private void crossentropy(Choices.Group group, float[] y, float[] x, float scale, float[] into) {
        for (int at = 0; at < y.length; at += variance.length) {
            int first = at + group.first();
            Arrays.fill(into, first, first + group.size(), 0);
            int own = group.chosen(x, at);
            into[first + own] = (float) (-scale / (group.probability(y, at, own) * group.factor()));
        }
    }

    private void learnVariance(float[] y, float[] x, float[] mask) {
        float[] sum = new float[variance.length];
        float[] count = new float[variance.length];
        for (int i = 0; i < y.length; i++) {
            float present = mask == null ? 1 : mask[i];
            float r = y[i] - x[i];
            sum[i % sum.length] += present * r * r;
            count[i % sum.length] += present;
        }
        steps++;
        float share = Math.max(LEAST_SHARE, 1f / steps);
        for (int j = 0; j < variance.length; j++) {
            if (count[j] > 0) {
                variance[j] += share * (Math.max(LOWEST_VARIANCE, sum[j] / count[j]) - variance[j]);
            }
        }
    }

    /** The loss of one value. */
    private double of(float y, float x, int feature) {
        double r = (double) y - x;
        return switch (loss) {
            case MAE -> Math.abs(r);
            case HUBER -> Math.abs(r) <= 1 ? r * r / 2 : Math.abs(r) - 0.5;
            case BINARY_CROSSENTROPY -> {
                double p = Math.max(MARGIN, Math.min(1 - MARGIN, y));
                double t = share(x);
                yield -t * StrictMath.log(p) - (1 - t) * StrictMath.log(1 - p);
            }
            case GAUSSIAN -> (r * r / variance[feature] + StrictMath.log(TWO_PI * variance[feature])) / 2;
            default -> r * r;
        };
    }

    /** Unseen rows may go a little beyond what the scale was fitted to. */
    private static float share(float x) {
        return Math.max(0, Math.min(1, x));
    }

    /** Mean loss over the present values; 0 where there are none. */
    double loss(Exported network, ScaledRows rows) {
        Exported.Scratch scratch = network.newScratch();
        double sum = 0;
        long count = 0;
        boolean[] isChoice = new boolean[variance.length];
        groups.forEach(g -> Arrays.fill(isChoice, g.first(), g.first() + g.size(), true));
        for (int i = 0; i < rows.size(); i++) {
            float[] x = rows.values(i);
            boolean[] present = rows.present(i);
            float[] y = network.reconstruct(x, scratch);
            for (int j = 0; j < x.length; j++) {
                if (present[j]) {
                    sum += isChoice[j] ? 0 : of(y[j], x[j], j);
                    count++;
                }
            }
            for (Choices.Group group : groups) {
                sum += present[group.first()] ? group.surprise(x, y, 0) : 0;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** @throws IllegalArgumentException where the rows are not what this loss can be of */
    void requireFit(ScaledRows rows) {
        if (loss != Loss.BINARY_CROSSENTROPY) {
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            for (float x : rows.values(i)) {
                if (!(x >= -1e-3f && x <= 1.001f)) {
                    throw new IllegalArgumentException(
                            "model.loss: binary-crossentropy is for values from 0 to 1, but a" + " scaled value is " + x
                                    + "; set the features' scale to minmax, or model.loss to mse");
                }
            }
        }
    }
}
