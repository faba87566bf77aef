package dev.sluice.cli.evaluate;

import dev.sluice.pipeline.ConfigException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How well labels can be told from each of several representations of the same rows.
 *
 * @param label the field
 * @param classes what its values name
 * @param trainRows labelled rows to learn from
 * @param trainUsed how many of them were, drawn by the seed
 * @param testRows labelled rows to predict
 * @param testUsed how many of them were, drawn by the seed
 * @param k neighbours
 * @param majority what always naming the commonest class comes to
 * @param results one a representation
 */
record Classification(
        String label,
        Classes classes,
        int trainRows,
        int trainUsed,
        int testRows,
        int testUsed,
        int k,
        ClassificationScore majority,
        List<Result> results) {

    /**
     * The same rows in one form.
     */
    static final class Representation {

        private final String name;
        private final float[][] train;
        private final float[][] test;

        Representation(String name, float[][] train, float[][] test) {
            this.name = name;
            this.train = train;
            this.test = test;
        }

        /** What people call it. */
        String name() {
            return name;
        }

        /** {@code float[rows][size]}. */
        float[][] train() {
            return train;
        }

        /** {@code float[rows][size]}. */
        float[][] test() {
            return test;
        }
    }

    /**
     * What one representation came to.
     *
     * @param name of the representation
     * @param size how many values a row
     * @param logistic of logistic regression
     * @param neighbours of nearest neighbours
     */
    record Result(String name, int size, ClassificationScore logistic, ClassificationScore neighbours) {}

    /**
     * How to go about it.
     *
     * @param label the field
     * @param k neighbours
     * @param maxTrain rows to learn from at most
     * @param maxTest rows to predict at most
     * @param seed of the draw
     */
    record Plan(String label, int k, int maxTrain, int maxTest, long seed) {

        /**
         * The classes to tell.
         *
         * @param train {@code String[rows]}, null where missing
         * @param test as {@code train}
         * @throws ConfigException where the labels are no classes, or too few
         */
        Classes requireClasses(String[] train, String[] test) {
            Classes classes = Classes.of(label, train, test);
            int known = Math.min(maxTrain, labelled(train).length);
            if (k < 1 || k > known) {
                throw new ConfigException("--neighbours: expected 1 to " + known
                        + ", as many as there are labelled training rows, got " + k);
            }
            return classes;
        }
    }

    /**
     * @param trainLabels {@code String[rows]}, null where missing
     * @param testLabels as {@code trainLabels}
     * @throws ConfigException where the labels are no classes, or too few
     */
    static Classification of(
            Plan plan, String[] trainLabels, String[] testLabels, List<Representation> representations) {
        Classes classes = plan.requireClasses(trainLabels, testLabels);
        int[] labelledTrain = labelled(trainLabels);
        int[] labelledTest = labelled(testLabels);
        int[] train = drawn(labelledTrain, plan.maxTrain(), plan.seed());
        int[] test = drawn(labelledTest, plan.maxTest(), plan.seed());
        int[] known = classes.indexes(at(trainLabels, train));
        int[] truth = classes.indexes(at(testLabels, test));
        List<Result> results = new ArrayList<>();
        for (Representation r : representations) {
            float[][] x = rows(r.train(), train);
            float[][] y = rows(r.test(), test);
            LogisticRegression logistic = LogisticRegression.fit(x, known, classes.size());
            NearestNeighbours neighbours = new NearestNeighbours(plan.k(), x, known, classes.size());
            int[] predicted = Arrays.stream(y).mapToInt(logistic::predict).toArray();
            results.add(new Result(
                    r.name(),
                    x[0].length,
                    ClassificationScore.of(truth, predicted, classes.size()),
                    ClassificationScore.of(truth, neighbours.predict(y), classes.size())));
        }
        return new Classification(
                plan.label(),
                classes,
                labelledTrain.length,
                train.length,
                labelledTest.length,
                test.length,
                plan.k(),
                majority(known, truth, classes.size()),
                results);
    }

    private static int[] labelled(String[] labels) {
        return IntStream.range(0, labels.length)
                .filter(i -> Objects.nonNull(labels[i]))
                .toArray();
    }

    private static int[] drawn(int[] rows, int limit, long seed) {
        return IntStream.of(SeededSample.of(rows.length, limit, seed))
                .map(i -> rows[i])
                .toArray();
    }

    private static String[] at(String[] labels, int[] rows) {
        return IntStream.of(rows).mapToObj(i -> labels[i]).toArray(String[]::new);
    }

    private static float[][] rows(float[][] values, int[] rows) {
        return IntStream.of(rows).mapToObj(i -> values[i]).toArray(float[][]::new);
    }

    private static ClassificationScore majority(int[] known, int[] truth, int classes) {
        int[] counts = new int[classes];
        for (int c : known) {
            counts[c]++;
        }
        int commonest = 0;
        for (int c = 0; c < classes; c++) {
            commonest = counts[c] > counts[commonest] ? c : commonest;
        }
        int[] predicted = new int[truth.length];
        Arrays.fill(predicted, commonest);
        return ClassificationScore.of(truth, predicted, classes);
    }
}
