package dev.sluice.model;

import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.OffsetRange;
import dev.sluice.contract.Provenance;
import dev.sluice.feature.FeatureScaler;
import dev.sluice.feature.FieldScaler;
import dev.sluice.feature.Scale;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import dev.sluice.score.Calibration;
import dev.sluice.score.ResidualScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small complete models with seeded random weights, for tests. */
public final class TestModels {

    public static final String PIPELINE = "pumps";

    private TestModels() {}

    /** A model of the given fields and code size; each field has center 0 and spread 1. */
    public static CompiledModel model(int version, int latent, String... fields) {
        Random random = new Random(version);
        int d = fields.length;
        List<FieldScaler> scalers = Arrays.stream(fields)
                .map(f -> new FieldScaler(f, Scale.STANDARD, 0, 1, 0))
                .toList();
        double[] scale = new double[d];
        Arrays.fill(scale, 1);
        double[] statistics = new double[1000];
        for (int i = 0; i < statistics.length; i++) {
            statistics[i] = 2 * random.nextDouble();
        }
        return new CompiledModel(
                version,
                new FeatureScaler(scalers),
                new Network(
                        List.of(layer(d, 4, Activation.TANH, random), layer(4, latent, Activation.IDENTITY, random))),
                new Network(
                        List.of(layer(latent, 4, Activation.TANH, random), layer(4, d, Activation.IDENTITY, random))),
                new ResidualScale(scale),
                Calibration.fit(statistics, 1e-3));
    }

    /** The artifact of {@link #model}. */
    public static ModelArtifact artifact(int version, int latent, String... fields) {
        CompiledModel model = model(version, latent, fields);
        double[] row = new double[fields.length];
        Arrays.setAll(row, j -> 0.1 * (j + 1));
        double[] holed = row.clone();
        holed[0] = Double.NaN;
        List<double[]> golden = new ArrayList<>(List.of(row));
        if (fields.length > 1) {
            golden.add(holed);
        }
        return ArtifactAssembler.assemble(
                PIPELINE, "undercomplete", model, "1 per day per entity", golden, provenance());
    }

    private static Dense layer(int inputs, int outputs, Activation activation, Random random) {
        float[][] weights = new float[inputs][outputs];
        for (float[] row : weights) {
            for (int j = 0; j < outputs; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        float[] bias = new float[outputs];
        Arrays.fill(bias, 0.25f);
        return new Dense(weights, bias, activation);
    }

    private static Provenance provenance() {
        return Provenance.newBuilder()
                .setCreatedAt(1_700_000_000_000L)
                .setCodeVersion("test")
                .setEngine("none")
                .setSeed(42)
                .setConfiguration("pipeline: pumps")
                .setWindowFrom(0)
                .setWindowTo(1)
                .setRanges(List.of(new OffsetRange("telemetry", 0, 0L, 10L)))
                .setRowsRead(10)
                .setRowsBad(0)
                .setRowsExcluded(0)
                .setRowsFit(7)
                .setRowsValidation(1)
                .setRowsJudge(2)
                .setTrainLoss(List.of(0.5))
                .setValidationLoss(List.of(0.6))
                .setBestEpoch(1)
                .setJudgeError(0.7)
                .setParity(0)
                .setSecondsRead(0.1)
                .setSecondsTrain(0.2)
                .build();
    }
}
