package dev.sluice.cli.evaluate;

/**
 * How well classes were predicted.
 *
 * @param rows how many were predicted
 * @param accuracy share of the rows whose class is right
 * @param macroF1 mean, over the classes that occur in truth or prediction, of the harmonic mean of precision and recall
 */
record ClassificationScore(int rows, double accuracy, double macroF1) {

    /**
     * @param truth {@code int[rows]}, 0 to classes - 1
     * @param predicted as {@code truth}
     */
    static ClassificationScore of(int[] truth, int[] predicted, int classes) {
        int[] right = new int[classes];
        int[] claimed = new int[classes];
        int[] there = new int[classes];
        int hits = 0;
        for (int i = 0; i < truth.length; i++) {
            there[truth[i]]++;
            claimed[predicted[i]]++;
            if (truth[i] == predicted[i]) {
                right[truth[i]]++;
                hits++;
            }
        }
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < classes; c++) {
            if (there[c] + claimed[c] > 0) {
                sum += 2.0 * right[c] / (there[c] + claimed[c]);
                occurring++;
            }
        }
        return new ClassificationScore(truth.length, (double) hits / truth.length, sum / occurring);
    }
}
