package dev.sluice.model;

import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.OffsetRange;
import dev.sluice.contract.Provenance;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FieldScaler;
import dev.sluice.feature.Observation;
import dev.sluice.feature.Scale;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import dev.sluice.score.Calibration;
import dev.sluice.score.Codebook;
import dev.sluice.score.Ensemble;
import dev.sluice.score.Member;
import dev.sluice.score.Naming;
import dev.sluice.score.ReconstructionStatistic;
import dev.sluice.score.SeriesStatistic;
import dev.sluice.score.SeriesStatistic.Charts;
import dev.sluice.score.Whitening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
        float[] scale = new float[d];
        Arrays.fill(scale, 1);
        double[] statistics = new double[1000];
        for (int i = 0; i < statistics.length; i++) {
            statistics[i] = 2 * random.nextDouble();
        }
        return new CompiledModel(
                version,
                new FeatureEncoder(scalers),
                new Network(
                        List.of(layer(d, 4, Activation.TANH, random), layer(4, latent, Activation.IDENTITY, random))),
                new Network(
                        List.of(layer(latent, 4, Activation.TANH, random), layer(4, d, Activation.IDENTITY, random))),
                Optional.empty(),
                new ReconstructionStatistic(scale),
                Calibration.fit(statistics, 1e-3));
    }

    /** As {@link #model}, but judging records together with the ones before of their entity. */
    public static CompiledModel series(int version, int latent, String... fields) {
        CompiledModel plain = model(version, latent, fields);
        int d = fields.length;
        float[] ones = new float[d];
        Arrays.fill(ones, 1);
        float[][] identity = new float[d][d];
        for (int i = 0; i < d; i++) {
            identity[i][i] = 1;
        }
        Whitening whitening = new Whitening(identity);
        Member member = new Member(null, new Codebook(new float[][] {new float[d], ones}), new float[] {1, 1});
        Charts charts = new Charts(0.1, 0.05, ones, whitening, 9, 1, 1, ones, 2, 2, 2);
        return new CompiledModel(
                version,
                plain.features(),
                plain.encoder(),
                plain.decoder(),
                Optional.empty(),
                new SeriesStatistic(new Ensemble(List.of(member)), new Naming(new float[d], whitening), charts),
                plain.calibration());
    }

    /** As {@link #model}, but of the entity's last records. */
    public static CompiledModel windowed(int version, int window, int latent, String... fields) {
        CompiledModel plain = model(version, latent, fields);
        Random random = new Random(100 + version);
        int inputs = window * fields.length;
        return new CompiledModel(
                version,
                plain.features(),
                new Network(List.of(layer(inputs, latent, Activation.TANH, random))),
                new Network(List.of(layer(latent, inputs, Activation.IDENTITY, random))),
                Optional.empty(),
                plain.statistic(),
                plain.calibration());
    }

    /** A model of features that are fitted to random rows. */
    public static CompiledModel fitted(int version, List<FeatureSpec> features) {
        Random random = new Random(version);
        Observation[] rows = new Observation[100];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Observation.of(features);
            Arrays.setAll(rows[i].values, k -> random.nextGaussian());
        }
        FeatureEncoder encoder = FeatureEncoder.fit(features, rows);
        int d = encoder.columns();
        float[] scale = new float[d];
        Arrays.fill(scale, 1);
        return new CompiledModel(
                version,
                encoder,
                new Network(List.of(layer(d, 2, Activation.TANH, random))),
                new Network(List.of(layer(2, d, Activation.IDENTITY, random))),
                Optional.empty(),
                new ReconstructionStatistic(scale),
                Calibration.fit(random.doubles(500).toArray(), 1e-3));
    }

    /** The artifact of {@link #model}. */
    public static ModelArtifact artifact(int version, int latent, String... fields) {
        return artifact(model(version, latent, fields));
    }

    public static ModelArtifact artifact(CompiledModel model) {
        double[] row = Observation.of(model.features().specs()).values;
        Arrays.setAll(row, j -> 0.1 * (j + 1));
        double[] holed = row.clone();
        holed[0] = Double.NaN;
        List<Observation> golden = new ArrayList<>(List.of(Observation.of(row)));
        if (model.fields().size() > 1) {
            golden.add(Observation.of(holed));
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
                .setExclusions(List.of())
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
