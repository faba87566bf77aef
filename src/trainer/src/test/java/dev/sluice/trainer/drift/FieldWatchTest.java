package dev.sluice.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

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

class FieldWatchTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(10_000_000), ZoneOffset.UTC);
    private static final PipelineConfig CONFIG = PipelineFile.parse("""
            pipeline: pumps
            input: {topic: telemetry}
            training: {min-records: 100, max-epochs: 2, search: 0s}
            """, "test", Map.of());

    private final RecordedTopic topic = new RecordedTopic("telemetry", 1);
    private final FieldWatch watch = new FieldWatch(CONFIG);
    private LoadedModel champion;
    private int appended;

    /** @param value of a record, with %s for two numbers */
    private void append(int count, String value) {
        for (double[] row : SyntheticRows.normal(count, 2, appended)) {
            topic.append(0, 9_000_000, "p", String.format(value, row[0], row[1]).replace("N", "" + ++appended));
        }
    }

    private Optional<String> look() {
        return watch.look(topic, champion);
    }

    @BeforeEach
    void trainOnTwoFields() throws Exception {
        append(300, "{\"a\": %s, \"b\": %s, \"sequence\": N}");
        WindowPlan plan = WindowPlan.of(topic, "telemetry", Instant.EPOCH).orElseThrow();
        History history = new HistoryReader(CONFIG, topic).read(plan);
        champion = new ModelTrainer(CONFIG, CLOCK)
                .train(history.features(), history.rows(), history.window(), 1, Optional.empty())
                .loaded();
        assertThat(champion.model().fields()).containsExactly("a", "b");
    }

    @Test
    void theSameFieldsAreNoChangeAndACounterIsNoField() {
        assertThat(look()).isEmpty();
        append(300, "{\"a\": %s, \"b\": %s, \"sequence\": N}");
        assertThat(look()).isEmpty();
    }

    @Test
    void aNewFieldIsToldOnceTwoLooksHaveSeenItInMostRecords() {
        append(200, "{\"a\": %1$s, \"b\": %2$s, \"c\": %1$s}");
        assertThat(look()).isEmpty();
        assertThat(look()).as("the same records say nothing new").isEmpty();
        append(200, "{\"a\": %1$s, \"b\": %2$s, \"c\": %1$s}");
        assertThat(look()).hasValue("field c is new");
        append(200, "{\"a\": %1$s, \"b\": %2$s, \"c\": %1$s}");
        assertThat(look()).as("told once").isEmpty();
    }

    @Test
    void aRenamedFieldIsOneThatIsGoneAndOneThatIsNew() {
        append(200, "{\"a\": %s, \"pressure\": %s}");
        look();
        append(200, "{\"a\": %s, \"pressure\": %s}");
        assertThat(look()).hasValue("field b is gone, field pressure is new");
    }

    @Test
    void aFieldThatFlickersIsNoChange() {
        for (int i = 0; i < 4; i++) {
            append(200, i % 2 == 0 ? "{\"a\": %1$s, \"b\": %2$s, \"c\": %1$s}" : "{\"a\": %s, \"b\": %s}");
            assertThat(look()).isEmpty();
        }
        append(150, "{\"a\": %s, \"b\": %s}");
        append(50, "{\"a\": %1$s, \"b\": %2$s, \"c\": %1$s}");
        assertThat(look()).as("in a quarter of the records").isEmpty();
    }

    @Test
    void featuresThatAreListedAreNotLookedFor() {
        FieldWatch listed =
                new FieldWatch(CONFIG.withFeatures(champion.model().features().specs()));
        append(200, "{\"c\": %s, \"d\": %s}");
        listed.look(topic, champion);
        append(200, "{\"c\": %s, \"d\": %s}");
        assertThat(listed.look(topic, champion)).isEmpty();
    }
}
