package dev.sluice.cli.evaluate;

import dev.sluice.cli.encoding.Encoded;
import dev.sluice.cli.encoding.Encoding;
import dev.sluice.cli.encoding.LabelledRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model's latents are worth on rows that it has not seen, beside the best linear code of the same size.
 *
 * @param encoding the model
 * @param train rows that classifiers and principal components are fitted on
 * @param test rows that every figure is about
 * @param encodedTest the test rows, encoded
 * @param pcaRows how many of the training rows the principal components were fitted on, drawn by the seed
 * @param pcaSize how many components
 * @param latent restored from the latents
 * @param pca restored from as many principal components
 * @param mean restored as the mean of the training rows, whatever went in
 * @param classification null without labels
 */
record Evaluation(
        Encoding encoding,
        LabelledRows train,
        LabelledRows test,
        Encoded encodedTest,
        int pcaRows,
        int pcaSize,
        ReconstructionQuality latent,
        ReconstructionQuality pca,
        ReconstructionQuality mean,
        Classification classification) {

    /** Of more rows the covariances would hardly differ. */
    static final int MAX_PCA_ROWS = 20_000;

    /**
     * @param train at least 2 rows
     * @param test at least 1 row
     * @param plan how to classify; null where there are no labels
     */
    static Evaluation of(
            Encoding encoding, LabelledRows train, LabelledRows test, Classification.Plan plan, long seed) {
        Encoded encodedTrain = encoding.encode(train.rows());
        Encoded encodedTest = encoding.encode(test.rows());
        int[] fitted = SeededSample.of(train.size(), MAX_PCA_ROWS, seed);
        float[][] pcaRows =
                IntStream.of(fitted).mapToObj(i -> encodedTrain.scaled()[i]).toArray(float[][]::new);
        PrincipalComponents pca = PrincipalComponents.fit(pcaRows, encoding.latentSize());
        float[] mean = floats(PrincipalComponents.mean(encodedTrain.scaled()));
        float[][] pcaTest = pca.project(encodedTest.scaled());
        Classification classification = plan == null
                ? null
                : Classification.of(
                        plan,
                        train.labels(),
                        test.labels(),
                        List.of(
                                new Classification.Representation(
                                        "latents", encodedTrain.latents(), encodedTest.latents()),
                                new Classification.Representation(
                                        "principal components", pca.project(encodedTrain.scaled()), pcaTest),
                                new Classification.Representation(
                                        "features", encodedTrain.scaled(), encodedTest.scaled())));
        return new Evaluation(
                encoding,
                train,
                test,
                encodedTest,
                pcaRows.length,
                pca.size(),
                ReconstructionQuality.of(encodedTest, encoding, i -> encodedTest.reconstructions()[i]),
                ReconstructionQuality.of(encodedTest, encoding, i -> pca.reconstruct(pcaTest[i])),
                ReconstructionQuality.of(encodedTest, encoding, i -> mean),
                classification);
    }

    /**
     * Mean standard deviation of the test rows' latents, as the model itself has it; NaN where it has none.
     */
    double latentUncertainty() {
        float[][] deviations = encodedTest.deviations();
        if (deviations == null) {
            return Double.NaN;
        }
        return Arrays.stream(deviations)
                .mapToDouble(row -> IntStream.range(0, row.length)
                        .mapToDouble(k -> row[k])
                        .average()
                        .orElseThrow())
                .average()
                .orElseThrow();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int j = 0; j < floats.length; j++) {
            floats[j] = (float) values[j];
        }
        return floats;
    }

    /** Features by their error, worst first; those without a value, or that are not judged, last. */
    int[] worstFirst() {
        Double[] keys = new Double[encoding.features().size()];
        Arrays.setAll(keys, j -> latent.counts()[j] == 0 ? Double.POSITIVE_INFINITY : -latent.mse(j));
        return IntStream.range(0, keys.length)
                .boxed()
                .sorted((a, b) -> Double.compare(keys[a], keys[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
