package dev.sluice.bench.detection;

/** Verdicts against labels, pooled over files. F1 alone says little: flagging everything may score well. */
final class VerdictCounts {

    private long truePositives;
    private long falsePositives;
    private long trueNegatives;
    private long falseNegatives;

    /** Adds a file's rows. */
    void add(boolean[] verdicts, boolean[] labels) {
        if (verdicts.length != labels.length) {
            throw new IllegalArgumentException(verdicts.length + " verdicts, but " + labels.length + " labels");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i]) {
                truePositives += verdicts[i] ? 1 : 0;
                falseNegatives += verdicts[i] ? 0 : 1;
            } else {
                falsePositives += verdicts[i] ? 1 : 0;
                trueNegatives += verdicts[i] ? 0 : 1;
            }
        }
    }

    /** Harmonic mean of precision and recall; 0 where nothing is found. */
    double f1() {
        return truePositives == 0 ? 0 : 2.0 * truePositives / (2.0 * truePositives + falsePositives + falseNegatives);
    }

    /** False alarms among the normal rows. */
    double falseAlarmRate() {
        return (double) falsePositives / (falsePositives + trueNegatives);
    }

    /** Anomalies without a verdict among the anomalies. */
    double missedAlarmRate() {
        return (double) falseNegatives / (falseNegatives + truePositives);
    }
}
