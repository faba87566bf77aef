package dev.sluice.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.alert.AlertDesk;
import dev.sluice.alert.Silences;
import dev.sluice.feature.Cycle;
import dev.sluice.feature.EntityHash;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FieldScaler;
import dev.sluice.feature.Normalize;
import dev.sluice.feature.Observation;
import dev.sluice.feature.Scale;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.ScoredRecord;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.LatentEncoding;
import dev.sluice.record.ContractJson;
import dev.sluice.record.RecordDecoder;
import dev.sluice.score.Calibration;
import dev.sluice.score.ReconstructionStatistic;
import dev.sluice.stream.metrics.DeadLetterReason;
import dev.sluice.wire.ObjectEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordScorerTest {

    private record At(String topic, int partition, long offset) implements RecordMetadata {}

    /** Finite weights whose latent overflows; after tanh all else is finite again. */
    private static CompiledModel overflowing(Activation reconstruction) {
        FieldScaler field = new FieldScaler("x", Scale.STANDARD, 0, 1, 0);
        return new CompiledModel(
                7,
                new FeatureEncoder(List.of(field)),
                layer(Activation.IDENTITY),
                layer(reconstruction),
                Optional.empty(),
                new ReconstructionStatistic(new float[] {1}),
                Calibration.fit(new double[] {0.1, 0.2, 0.3}, 1e-3));
    }

    private static Network layer(Activation activation) {
        return new Network(List.of(new Dense(new float[][] {{3e38f}}, new float[1], activation)));
    }

    @Test
    void scoresWhatTheTrainerWouldHaveSeenWithItsTimeAndItsEntity() throws Exception {
        List<FeatureSpec> specs = List.of(
                new FeatureSpec("x").with(Scale.STANDARD, Normalize.ENTITY, null),
                FeatureSpec.categorical("status", 2),
                FeatureSpec.time(List.of(Cycle.HOUR_OF_DAY), ZoneOffset.UTC));
        long entity = EntityHash.of("pump-1".getBytes(StandardCharsets.UTF_8));
        Observation[] rows = new Observation[200];
        Arrays.setAll(rows, i -> {
            Observation row = Observation.of(specs);
            row.values[0] = i % 2 == 0 ? Math.sin(i) : 500 + Math.cos(i);
            row.texts[0] = i % 3 == 0 ? "up" : "down";
            row.at(i * 3_600_000L, i % 2 == 0 ? entity : 9);
            return row;
        });
        FeatureEncoder encoder = FeatureEncoder.fit(specs, rows);
        float[] scale = new float[encoder.columns()];
        Arrays.fill(scale, 1);
        CompiledModel model = new CompiledModel(
                4,
                2,
                encoder,
                wide(encoder.columns(), 2),
                wide(2, encoder.columns()),
                Optional.empty(),
                new ReconstructionStatistic(scale),
                Calibration.fit(new double[] {0.1, 0.2, 0.3}, 1e-3));
        RecordDecoder decoder = InputConfig.json("telemetry").decoder(specs);
        RecordScorer scorer = new RecordScorer(
                model,
                decoder,
                true,
                LatentEncoding.FLOAT32,
                new ObjectEncoder(s -> s.toString().getBytes(StandardCharsets.UTF_8)));
        ScoredRecord expected = model.newScoredRecord();
        model.score(rows[6], model.newMemory(), expected);

        Outputs outputs = scorer.score(
                "pump-1".getBytes(StandardCharsets.UTF_8),
                ("{\"status\":\"up\",\"x\":" + rows[6].values[0] + "}").getBytes(StandardCharsets.UTF_8),
                rows[6].timestamp(),
                new At("telemetry", 0, 0),
                new EntityMemories(null),
                desk(model));

        assertThat(new String(outputs.score, StandardCharsets.UTF_8)).contains(": " + expected.score());
        assertThat(new String(outputs.latent, StandardCharsets.UTF_8))
                .contains("\"modelVersion\": 4")
                .contains("\"space\": 2");
        assertThat(expected.reconstructionError()).isPositive();
    }

    private static AlertDesk desk(CompiledModel model) {
        AlertDesk desk = new AlertDesk(() -> Silences.NONE, Duration.ofDays(1));
        desk.use(model.opening());
        return desk;
    }

    private static Network wide(int inputs, int outputs) {
        float[][] weights = new float[inputs][outputs];
        for (int i = 0; i < inputs; i++) {
            Arrays.fill(weights[i], 0.1f * (1 + i % 3));
        }
        return new Network(List.of(new Dense(weights, new float[outputs], Activation.TANH)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"IDENTITY", "TANH"})
    void turnsDownAResultThatIsNotFinite(Activation reconstruction) {
        CompiledModel model = overflowing(reconstruction);
        RecordScorer scorer = new RecordScorer(
                model,
                (value, into) -> into.observation.values[0] = 9,
                true,
                LatentEncoding.FLOAT32,
                new ObjectEncoder(ContractJson::encode));

        UnscorableException e = catchThrowableOfType(
                UnscorableException.class,
                () -> scorer.score(
                        null, new byte[0], 1, new At("telemetry", 0, 0), new EntityMemories(null), desk(model)));
        assertThat(e.reason()).isEqualTo(DeadLetterReason.NOT_FINITE);
        assertThat(e.getMessage()).startsWith("value: expected a record that model 7 gives a finite ");
    }
}
