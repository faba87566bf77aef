package dev.sluice.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The promise of one terminal outcome, held against real processes that are really killed: {@code ./mvnw verify -Pfaults},
 * for longer with {@code -Dfaults.minutes=20}, otherwise with {@code -Dfaults.seed=2}.
 */
@EnabledIfSystemProperty(named = "faults.minutes", matches = "[0-9.]+", disabledReason = "runs with -Pfaults")
class FaultsIT {

    @Test
    void everyRecordHasOneOutcomeWhateverIsKilled() throws Exception {
        double minutes = Double.parseDouble(System.getProperty("faults.minutes"));
        long seed = Long.getLong("faults.seed", 1);
        Path target = Path.of(System.getProperty("faults.target", "target"));
        FaultReport report;
        try (FaultRun run = new FaultRun(target.resolve("faults").toAbsolutePath(), seed)) {
            report = run.run(Duration.ofMillis((long) (minutes * 60_000)));
        }
        report.write(target.resolve("fault-report.json"));
        report.lines().forEach(System.out::println);
        assertThat(report.verdict().findings()).isEmpty();
        assertThat(report.verdict().holds()).isTrue();
        assertThat(report.verdict().records()).isPositive();
        assertThat(report.replay().identical())
                .as(String.valueOf(report.replay().first()))
                .isTrue();
        assertThat(report.replay().records()).isEqualTo(report.verdict().records());
        assertThat(report.packedHolds()).as(String.valueOf(report.packed())).isTrue();
        assertThat(report.cleanStops()).as("%s", report.ends()).isTrue();
    }
}
