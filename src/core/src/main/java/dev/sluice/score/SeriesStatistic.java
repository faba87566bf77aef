package dev.sluice.score;

/**
 * Judges rows of a time series by control charts over the residual u from the mean of the ensemble's reconstruction and
 * centroid: an exponentially weighted moving average (EWMA) of its squared Mahalanobis distance, a slow one of the same
 * with a cap, so that a change that stays is told from a spike, and the variance-scaled square of the EWMA of u itself,
 * which sees small shifts that last. Each chart counts as a share of its own held-out 99 % quantile; the statistic is the
 * mean of their square roots (multivariate EWMA charts: Lowry et al. 1992).
 *
 * <p>Memory of an entity: the EWMA of u, then those of the distance and of the capped distance, both as differences from
 * their held-out mean, so that an entity begins as an ordinary one.
 */
public final class SeriesStatistic implements Statistic {

    /** Where the scaled residual is softly clipped. */
    private static final double KNEE = 10;

    private final Ensemble ensemble;
    private final Naming naming;
    private final Charts charts;
    private final float[] inverseScale; // [columns], 1 / charts.scale

    /**
     * The fitted state.
     *
     * @param fast weight of the newest row in the fast averages, 0 to 1
     * @param slow weight of the newest row in the slow average, 0 to 1
     * @param scale {@code float[columns]}: root mean square of the held-out residual, floored
     * @param whitening of the scaled residual
     * @param cap of the distance in the slow average
     * @param meanDistance held-out mean of the distance
     * @param meanCapped held-out mean of the capped distance
     * @param inverseVariance {@code float[columns]}: of the EWMA of the residual
     * @param distanceReference 99 % quantile of the average distance
     * @param shiftReference 99 % quantile of the scaled square of the average residual
     * @param slowReference 99 % quantile of the slow average
     */
    @SuppressWarnings("ArrayRecordComponent") // data for one use, never compared
    public record Charts(
            double fast,
            double slow,
            float[] scale,
            Whitening whitening,
            double cap,
            double meanDistance,
            double meanCapped,
            float[] inverseVariance,
            double distanceReference,
            double shiftReference,
            double slowReference) {
        public Charts {
            if (!(fast > 0 && fast <= 1 && slow > 0 && slow <= 1)) {
                throw new IllegalArgumentException(
                        "weights of averages must be above 0 and at most 1: " + fast + ", " + slow);
            }
            Checks.positive("scale", scale);
            Checks.positive("inverse variance", inverseVariance);
            Checks.width("inverse variances", inverseVariance.length, scale.length);
            Checks.width("whitening", whitening.size(), scale.length);
            Checks.positive("cap", cap);
            Checks.positive("distance reference", distanceReference);
            Checks.positive("shift reference", shiftReference);
            Checks.positive("slow reference", slowReference);
        }
    }

    public SeriesStatistic(Ensemble ensemble, Naming naming, Charts charts) {
        Checks.width("charts", charts.scale().length, ensemble.columns());
        Checks.width("naming", naming.mean().length, ensemble.columns());
        this.ensemble = ensemble;
        this.naming = naming;
        this.charts = charts;
        this.inverseScale = new float[charts.scale().length];
        for (int j = 0; j < inverseScale.length; j++) {
            inverseScale[j] = 1 / charts.scale()[j];
        }
    }

    public Ensemble ensemble() {
        return ensemble;
    }

    public Naming naming() {
        return naming;
    }

    public Charts charts() {
        return charts;
    }

    @Override
    public int columns() {
        return ensemble.columns();
    }

    @Override
    public Evidence newEvidence() {
        return new Evidence(ensemble.columns(), ensemble.newOpinion());
    }

    @Override
    public int memory() {
        return ensemble.columns() + 2;
    }

    @Override
    public double of(Evidence e, float[] memory) {
        ensemble.judge(e.x, e.present, e.reconstruction, e.opinion);
        takeResidual(e);
        average(e, memory);
        clip(e);
        charts.whitening.apply(e.first, e.second);
        // One sum after the other would wait for each addition.
        double distance = 0;
        double shift = 0;
        for (int j = 0; j < inverseScale.length; j++) {
            distance += (double) e.second[j] * e.second[j];
            shift += (double) memory[j] * memory[j] * charts.inverseVariance[j];
        }
        int columns = e.x.length;
        memory[columns] += (float) (charts.fast * (distance - charts.meanDistance - memory[columns]));
        memory[columns + 1] +=
                (float) (charts.slow * (Math.min(distance, charts.cap) - charts.meanCapped - memory[columns + 1]));
        double average = Math.max(0, charts.meanDistance + memory[columns]);
        double slow = Math.max(0, charts.meanCapped + memory[columns + 1]);
        naming.name(e);
        return (Math.sqrt(average / charts.distanceReference)
                        + Math.sqrt(shift / charts.shiftReference)
                        + Math.sqrt(slow / charts.slowReference))
                / 3;
    }

    /**
     * The averages of the distance cannot be told apart by column: they shrink as the distance of the average residual does
     * without these columns.
     */
    @Override
    public void forget(boolean[] forgotten, float[] memory) {
        int columns = forgotten.length;
        float[] residual = new float[columns];
        float[] scratch = new float[columns];
        for (int j = 0; j < columns; j++) {
            residual[j] = softClip(memory[j] * inverseScale[j]);
        }
        double before = charts.whitening.distance(residual, scratch);
        for (int j = 0; j < columns; j++) {
            if (forgotten[j]) {
                memory[j] = 0;
                residual[j] = 0;
            }
        }
        double after = charts.whitening.distance(residual, scratch);
        float share = before > 0 ? (float) Math.min(1, after / before) : 1;
        for (int k = columns; k < columns + 2; k++) {
            memory[k] = memory[k] > 0 ? memory[k] * share : memory[k];
        }
    }

    private static void takeResidual(Evidence e) {
        float[] reconstruction = e.opinion.reconstruction;
        float[] centroid = e.opinion.centroid;
        for (int j = 0; j < reconstruction.length; j++) {
            float expected = 0.5f * reconstruction[j] + 0.5f * centroid[j];
            e.residual[j] = e.x[j] - expected;
        }
        e.clearMissing(e.residual);
    }

    /** Of the residual, over the columns that are present. */
    private void average(Evidence e, float[] memory) {
        float fast = (float) charts.fast;
        boolean complete = e.opinion.isComplete();
        for (int j = 0; j < inverseScale.length; j++) {
            if (complete || e.present[j]) {
                memory[j] += fast * (e.residual[j] - memory[j]);
            }
        }
    }

    /** The scaled residual. */
    private void clip(Evidence e) {
        for (int j = 0; j < inverseScale.length; j++) {
            e.first[j] = softClip(e.residual[j] * inverseScale[j]);
        }
    }

    /** The identity up to 10, growing with the logarithm beyond. */
    public static float softClip(float z) {
        if (z > KNEE) {
            return (float) (KNEE * (1 + StrictMath.log(z / KNEE)));
        }
        return z < -KNEE ? (float) (-KNEE * (1 + StrictMath.log(-z / KNEE))) : z;
    }
}
