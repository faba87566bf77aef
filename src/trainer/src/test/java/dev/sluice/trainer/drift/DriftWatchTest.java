package dev.sluice.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Drift;
import dev.sluice.contract.SignalDrift;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.trainer.engine.SyntheticRows;
import dev.sluice.trainer.history.History;
import dev.sluice.trainer.history.HistoryReader;
import dev.sluice.trainer.history.RecordedTopic;
import dev.sluice.trainer.history.WindowPlan;
import dev.sluice.trainer.training.ModelTrainer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DriftWatchTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(10_000_000), ZoneOffset.UTC);
    private static final PipelineConfig CONFIG = PipelineFile.parse("""
            pipeline: pumps
            input: {topic: telemetry}
            training: {min-records: 100, max-epochs: 2, search: 0s}
            """, "test", Map.of());

    private final RecordedTopic topic = new RecordedTopic("telemetry", 1);
    private final DriftWatch watch = new DriftWatch(CONFIG);
    private LoadedModel champion;
    private int seed;

    private void append(int count, double shift) {
        for (double[] row : SyntheticRows.normal(count, 2, ++seed)) {
            topic.append(0, 9_000_000 + seed, "p", "{\"a\": " + (row[0] + shift) + ", \"b\": " + row[1] + "}");
        }
    }

    private LoadedModel trained(int version) throws Exception {
        WindowPlan plan = WindowPlan.of(topic, "telemetry", Instant.EPOCH).orElseThrow();
        History history = new HistoryReader(CONFIG, topic).read(plan);
        return new ModelTrainer(CONFIG, CLOCK)
                .train(history.features(), history.rows(), history.window(), version, Optional.empty())
                .loaded();
    }

    private Optional<Drift> look() {
        return watch.look(topic, champion, CLOCK.millis());
    }

    @BeforeEach
    void trainOnNormalTraffic() throws Exception {
        append(1_600, 0);
        champion = trained(1).activatedBy(1);
    }

    @Test
    void recordsLikeThoseOfTheHistoryDoNotDrift() {
        append(49, 0);
        assertThat(look()).as("fewer than in the shortest part").isEmpty();
        for (int i = 0; i < 10; i++) {
            append(51, 0);
            Drift drift = look().orElseThrow();
            assertThat(drift.getDrifting()).isEmpty();
            assertThat(drift.getModelVersion()).isEqualTo(1);
            assertThat(drift.getRows()).isBetween(50L, 100L);
            assertThat(drift.getSignals()).extracting(SignalDrift::getName).startsWith("a", "b");
        }
        assertThat(look()).as("nothing new").isEmpty();
    }

    @Test
    void aFieldThatMovesIsConfirmedByAnotherWindowAndToldUntilItComesBack() {
        append(100, 10);
        assertThat(look().orElseThrow().getDrifting()).as("one window").isEmpty();
        append(100, 10);
        Drift drift = look().orElseThrow();
        assertThat(drift.getDrifting()).contains("a").doesNotContain("b");
        SignalDrift a = drift.getSignals().get(0);
        assertThat(a.getPsi()).isGreaterThan(a.getPsiThreshold());
        assertThat(a.getDrifting()).isTrue();

        append(100, 0);
        assertThat(look().orElseThrow().getDrifting()).contains("a");
        append(100, 0);
        assertThat(look().orElseThrow().getDrifting()).doesNotContain("a");
    }

    @Test
    void theScoresDriftWhereRecordsBecomeUnusual() {
        for (int window = 0; window < 2; window++) {
            append(150, 10);
            look();
        }
        append(150, 10);

        assertThat(look().orElseThrow().getSignals())
                .filteredOn(s -> s.getName().equals("@score"))
                .singleElement()
                .satisfies(s -> assertThat(s.getPsi()).isGreaterThan(s.getPsiThreshold()))
                .satisfies(s -> assertThat(s.getDrifting()).isTrue());
    }

    @Test
    void badRecordsAreCountedAndLeftOut() {
        append(100, 0);
        topic.append(0, 9_000_100, "p", "no json");
        Drift drift = look().orElseThrow();
        assertThat(drift.getBad()).isEqualTo(1);
        assertThat(drift.getRows()).isGreaterThan(90);
    }

    @Test
    void anotherChampionBeginsAnew() throws Exception {
        append(100, 10);
        look();
        append(100, 10);
        assertThat(look().orElseThrow().getDrifting()).isNotEmpty();

        append(800, 10);
        champion = trained(2).activatedBy(2);
        append(200, 10);

        assertThat(look().orElseThrow())
                .satisfies(d -> assertThat(d.getModelVersion()).isEqualTo(2))
                .satisfies(d -> assertThat(d.getDrifting()).isEmpty());
    }
}
