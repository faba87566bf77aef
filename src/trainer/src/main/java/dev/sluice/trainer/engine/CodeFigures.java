package dev.sluice.trainer.engine;

/**
 * What the codes of some rows look like.
 *
 * @param sparsity share of the code's values that are below a hundredth of the largest one, in absolute value
 * @param divergence mean over the rows of the code's divergence from a standard normal distribution, in nats; 0 where the
 *     code is no distribution
 */
record CodeFigures(double sparsity, double divergence) {
    private static final double NEGLIGIBLE = 0.01;

    static CodeFigures of(Exported network, ScaledRows rows) {
        Exported.Scratch scratch = network.newScratch();
        float[][] codes = new float[rows.size()][];
        double largest = 0;
        double divergence = 0;
        for (int i = 0; i < codes.length; i++) {
            codes[i] = network.encode(rows.values(i), scratch).clone();
            for (float value : codes[i]) {
                largest = Math.max(largest, Math.abs(value));
            }
            if (network.uncertainty().isPresent()) {
                float[] logVariance = network.logVariance(scratch);
                for (int l = 0; l < logVariance.length; l++) {
                    divergence += NormalCode.divergence(codes[i][l], logVariance[l]);
                }
            }
        }
        long negligible = 0;
        for (float[] code : codes) {
            for (float value : code) {
                negligible += Math.abs(value) < NEGLIGIBLE * largest ? 1 : 0;
            }
        }
        int values = codes.length * network.encoder().outputs();
        return new CodeFigures((double) negligible / values, divergence / codes.length);
    }
}
