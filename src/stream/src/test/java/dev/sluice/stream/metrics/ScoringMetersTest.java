package dev.sluice.stream.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.AlertBudget;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class ScoringMetersTest {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ScoringMeters meters = new ScoringMeters(registry, AlertBudget.DEFAULT);

    @Test
    void countsUnderTheNamesThatPrometheusSees() {
        meters.scored(2_000_000, true);
        meters.scored(1_000_000, false);
        meters.deadLetter(DeadLetterReason.NULL_VALUE);
        meters.activated(1);
        meters.activated(2);
        meters.rejected("digest");
        meters.fence();

        assertThat(registry.scrape().lines())
                .contains(
                        "sluice_scored_records_total 2.0",
                        "sluice_anomalous_records_total 1.0",
                        "sluice_dead_letter_records_total{reason=\"null-value\"} 1.0",
                        "sluice_dead_letter_records_total{reason=\"field\"} 0.0",
                        "sluice_score_latency_seconds_count 2",
                        "sluice_score_latency_seconds_sum 0.003",
                        "sluice_model_version 2.0",
                        "sluice_model_swaps_total 1.0",
                        "sluice_artifacts_rejected_total{reason=\"digest\"} 1.0",
                        "sluice_fences_total 1.0");
    }

    @Test
    void explainsEveryMeterOfTheEnum() {
        meters.rejected("digest");
        for (Meter meter : Meter.values()) {
            assertThat(registry.scrape()).contains(meter.meaning());
        }
    }
}
