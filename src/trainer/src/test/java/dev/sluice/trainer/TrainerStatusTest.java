package dev.sluice.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.Drift;
import dev.sluice.contract.SignalDrift;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerStatusTest {
    private static final PipelineConfig CONFIG =
            PipelineFile.parse("pipeline: pumps\ninput: {topic: telemetry}", "test", Map.of());

    @Test
    void listensNowhereUnlessAskedTo() {
        try (TrainerStatus status = new TrainerStatus(CONFIG)) {
            assertThat(status.port()).isEmpty();
        }
    }

    @Test
    void metricsTellDriftByFeatureUntilAnotherModelIsActive() {
        try (TrainerStatus status = new TrainerStatus(CONFIG)) {
            status.drifted(new Drift(
                    "pumps",
                    1,
                    0L,
                    0L,
                    0L,
                    100L,
                    0L,
                    List.of("flow"),
                    List.of(new SignalDrift("flow", 0.5, 0.25, 0.3, 0.2, 0.01, 0.0, 0.1, true))));
            assertThat(status.metrics())
                    .contains("sluice_trainer_drift_psi{feature=\"flow\"} 0.5")
                    .contains("sluice_trainer_drift_psi_threshold{feature=\"flow\"} 0.25")
                    .contains("sluice_trainer_drift_ks{feature=\"flow\"} 0.3")
                    .contains("sluice_trainer_drift_missing{feature=\"flow\"} 0.01")
                    .contains("sluice_trainer_drifting 1.0");

            status.decided(activation(Decision.PROMOTED));

            assertThat(status.metrics())
                    .doesNotContain("feature=\"flow\"")
                    .contains("sluice_trainer_drifting 0.0")
                    .contains("sluice_trainer_trainings_total{decision=\"promoted\"} 1.0")
                    .contains("sluice_trainer_trainings_total{decision=\"rejected\"} 0.0")
                    .contains("sluice_trainer_last_training_seconds 5000.0");
        }
    }

    private static Activation activation(Decision decision) {
        return new Activation("pumps", 2, decision, "better", "trainer", 5_000_000L, Map.of(), List.of());
    }

    @Test
    void healthSaysWhatItDoesOrWaitsFor() {
        try (TrainerStatus status = new TrainerStatus(CONFIG)) {
            assertThat(status.health().ready()).isFalse();
            status.waiting("topic \"telemetry\" does not exist yet");
            assertThat(status.health().state()).isEqualTo("waiting: topic \"telemetry\" does not exist yet");
            assertThat(status.health().alive()).isTrue();
            assertThat(status.metrics()).contains("sluice_trainer_waiting 1.0");
            status.idle(Instant.EPOCH);
            assertThat(status.health().ready()).isTrue();
            assertThat(status.health().state()).isEqualTo("next training at 1970-01-01T00:00:00Z");
            status.standsBy(true);
            assertThat(status.health().ready()).isFalse();
            assertThat(status.metrics())
                    .contains("sluice_trainer_stands_by 1.0")
                    .contains("sluice_trainer_waiting 0.0");
        }
    }
}
