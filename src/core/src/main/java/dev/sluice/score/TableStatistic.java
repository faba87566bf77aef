package dev.sluice.score;

/**
 * Judges rows on their own: the squared residual of the ensemble, each column in units of its held-out variance, and the
 * distance to the nearest centroid in units of how closely normal rows lie there, each as a share of its own held-out 99 %
 * quantile: {@code sqrt((a / q1 + l / q2) / 2)}.
 */
public final class TableStatistic implements Statistic {

    private final Ensemble ensemble;
    private final Naming naming;
    private final float[] variance; // [columns]
    private final double residualReference;
    private final double distanceReference;

    /**
     * @param variance {@code float[columns]}: mean squared held-out residual, floored; above 0
     * @param residualReference 99 % quantile of the first part, above 0
     * @param distanceReference 99 % quantile of the second part, above 0
     */
    public TableStatistic(
            Ensemble ensemble, Naming naming, float[] variance, double residualReference, double distanceReference) {
        Checks.width("variances", variance.length, ensemble.columns());
        Checks.positive("variance", variance);
        Checks.positive("residual reference", residualReference);
        Checks.positive("distance reference", distanceReference);
        Checks.width("naming", naming.mean().length, ensemble.columns());
        this.ensemble = ensemble;
        this.naming = naming;
        this.variance = variance;
        this.residualReference = residualReference;
        this.distanceReference = distanceReference;
    }

    public Ensemble ensemble() {
        return ensemble;
    }

    public Naming naming() {
        return naming;
    }

    /** {@code float[columns]}, not copied. */
    public float[] variance() {
        return variance;
    }

    public double residualReference() {
        return residualReference;
    }

    public double distanceReference() {
        return distanceReference;
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
        return 0;
    }

    @Override
    public void forget(boolean[] columns, float[] memory) {
        // Every row is judged on its own.
    }

    @Override
    public double of(Evidence e, float[] memory) {
        ensemble.judge(e.x, e.present, e.reconstruction, e.opinion);
        double residual = residual(e);
        double distance = ensemble.distance(e.x, e.present, e.opinion);
        naming.name(e);
        return Math.sqrt((residual / residualReference + distance / distanceReference) / 2);
    }

    private double residual(Evidence e) {
        float[] reconstruction = e.opinion.reconstruction;
        double sum = 0;
        int count = 0;
        for (int j = 0; j < variance.length; j++) {
            if (e.present[j]) {
                float r = e.x[j] - reconstruction[j];
                sum += (double) r * r / variance[j];
                count++;
            }
        }
        return count == 0 ? 0 : sum * variance.length / count;
    }
}
