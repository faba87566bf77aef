package dev.sluice.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.feature.FeatureScaler;
import dev.sluice.feature.FieldScaler;
import dev.sluice.feature.Scale;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import dev.sluice.model.CompiledModel;
import dev.sluice.pipeline.LatentEncoding;
import dev.sluice.record.ContractJson;
import dev.sluice.score.Calibration;
import dev.sluice.score.ResidualScale;
import dev.sluice.stream.metrics.DeadLetterReason;
import java.util.List;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordScorerTest {

    private record At(String topic, int partition, long offset) implements RecordMetadata {}

    /** Finite weights whose latent overflows; after tanh all else is finite again. */
    private static CompiledModel overflowing(Activation reconstruction) {
        FieldScaler field = new FieldScaler("x", Scale.STANDARD, 0, 1, 0);
        return new CompiledModel(
                7,
                new FeatureScaler(List.of(field)),
                layer(Activation.IDENTITY),
                layer(reconstruction),
                new ResidualScale(new double[] {1}),
                Calibration.fit(new double[] {0.1, 0.2, 0.3}, 1e-3));
    }

    private static Network layer(Activation activation) {
        return new Network(List.of(new Dense(new float[][] {{3e38f}}, new float[1], activation)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"IDENTITY", "TANH"})
    void turnsDownAResultThatIsNotFinite(Activation reconstruction) {
        CompiledModel model = overflowing(reconstruction);
        RecordScorer scorer = new RecordScorer(
                model, (value, into) -> into.values[0] = 9, true, LatentEncoding.FLOAT32, ContractJson::encode);

        UnscorableException e = catchThrowableOfType(
                UnscorableException.class, () -> scorer.score(null, new byte[0], 1, new At("telemetry", 0, 0)));
        assertThat(e.reason()).isEqualTo(DeadLetterReason.NOT_FINITE);
        assertThat(e.getMessage()).startsWith("value: expected a record that model 7 gives a finite ");
    }
}
