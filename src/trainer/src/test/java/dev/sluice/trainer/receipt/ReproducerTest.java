package dev.sluice.trainer.receipt;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Exclusion;
import dev.sluice.model.LoadedModel;
import dev.sluice.model.ModelDigest;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.pipeline.TrainingEngine;
import dev.sluice.trainer.engine.SyntheticRows;
import dev.sluice.trainer.history.History;
import dev.sluice.trainer.history.HistoryReader;
import dev.sluice.trainer.history.RecordedTopic;
import dev.sluice.trainer.history.WindowPlan;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.RejectedModelException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReproducerTest {
    private static final Clock THEN = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final Clock LATER = Clock.fixed(Instant.parse("2026-02-01T00:00:00Z"), ZoneOffset.UTC);
    private static final int ROWS = 200;
    private static final PipelineConfig CONFIG = PipelineFile.parse("""
            pipeline: pumps
            input: {topic: telemetry}
            training: {max-epochs: 1, min-records: 20, search: 0s}
            """, "test", Map.of());
    /** Of somebody who has changed the file since: what the artifact says counts. */
    private static final PipelineConfig TODAY = PipelineFile.parse("""
            pipeline: pumps
            input: {topic: telemetry}
            training: {max-epochs: 9, seed: 7}
            """, "test", Map.of());

    private final RecordedTopic topic = new RecordedTopic("telemetry", 2);

    @BeforeEach
    void records() {
        append(ROWS);
    }

    private void append(int rows) {
        double[][] values = SyntheticRows.normal(rows, 3, 1);
        for (int i = 0; i < rows; i++) {
            double[] row = values[i];
            topic.append(
                    i % 2,
                    1_000L * i,
                    "p" + i % 2,
                    "{\"a\": " + row[0] + ", \"b\": " + row[1] + ", \"c\": " + row[2] + "}");
        }
    }

    /** As a trainer makes it: some rows left out, the latest kept for the judge. */
    private LoadedModel model(int version, Optional<LoadedModel> parent) throws RejectedModelException {
        return model(CONFIG, version, parent);
    }

    private LoadedModel model(PipelineConfig config, int version, Optional<LoadedModel> parent)
            throws RejectedModelException {
        long judgedFrom = 1_000L * (ROWS - 20);
        History history = new HistoryReader(CONFIG, topic)
                .read(WindowPlan.of(topic, "telemetry", Instant.EPOCH).orElseThrow())
                .excluding(List.of(
                        new Exclusion("telemetry", 1, 20L, 30L, History.INCIDENT, ""),
                        new Exclusion("telemetry", 0, 10L, 20L, History.CONFIRMED, "telemetry-0-10"),
                        new Exclusion("telemetry", 0, 40L, 44L, History.FALSE_ALARM, "telemetry-0-40")))
                .before(judgedFrom);
        return new ModelTrainer(config, THEN)
                .train(history.features(), history.rows(), history.window(), version, parent)
                .loaded();
    }

    private Reproduction reproduce(LoadedModel model, Optional<LoadedModel> parent) {
        return new Reproducer(TODAY, topic, LATER).reproduce(model, parent);
    }

    @Test
    void aModelThatIsMadeAgainIsTheSameToTheBit() throws RejectedModelException {
        LoadedModel first = model(1, Optional.empty());
        LoadedModel second = model(2, Optional.of(first));
        append(50);
        assertThat(second.artifact().getProvenance().getExclusions())
                .extracting(Exclusion::getAlert)
                .containsExactly("", "telemetry-0-10", "telemetry-0-40");
        assertThat(second.artifact().getProvenance().getRowsExcluded()).isGreaterThanOrEqualTo(20);

        for (int time = 0; time < 2; time++) {
            Reproduction made = reproduce(second, Optional.of(first));
            assertThat(made.differences()).isEmpty();
            assertThat(made.identical()).isTrue();
            assertThat(made.again()).contains(ModelDigest.of(second.artifact()));
            assertThat(made.weights())
                    .hasValueSatisfying(d -> assertThat(d.largest()).isZero());
            assertThat(made.reasons()).isEmpty();
        }
    }

    @Test
    void aModelIsMadeAgainByTheEngineThatMadeItWhateverIsUsualNow() throws RejectedModelException {
        PipelineConfig by = CONFIG.withTraining(CONFIG.training().withEngine(TrainingEngine.DL4J));
        LoadedModel model = model(by, 1, Optional.empty());
        // An artifact from before there was a choice does not have the key.
        String configuration = model.artifact().getProvenance().getConfiguration();
        model.artifact()
                .getProvenance()
                .put(
                        "configuration",
                        configuration
                                .lines()
                                .filter(l -> !l.contains("engine:"))
                                .collect(joining("\n")));

        assertThat(model.artifact().getProvenance().getEngine()).startsWith("deeplearning4j");
        assertThat(model.artifact().getProvenance().getConfiguration()).doesNotContain("dl4j");
        assertThat(reproduce(model, Optional.empty()).identical()).isTrue();
        assertThat(ModelDigest.of(model.artifact()))
                .isNotEqualTo(ModelDigest.of(model(1, Optional.empty()).artifact()));
    }

    @Test
    void whatRetentionTookIsCountedAndTheDifferenceMeasured() throws RejectedModelException {
        LoadedModel model = model(1, Optional.empty());
        topic.deleteBefore("telemetry", 0, 25);

        Reproduction made = reproduce(model, Optional.empty());

        assertThat(made.identical()).isFalse();
        assertThat(made.weights())
                .hasValueSatisfying(d -> assertThat(d.largest()).isPositive());
        assertThat(made.differences()).contains("encoderLayers", "rowsRead");
        assertThat(made.reasons())
                .containsExactly("retention passed: 25 of the 200 offsets that it was made from are no longer there");
    }

    @Test
    void whereNothingIsLeftNothingIsMade() throws RejectedModelException {
        LoadedModel model = model(1, Optional.empty());
        topic.deleteBefore("telemetry", 0, 100);
        topic.deleteBefore("telemetry", 1, 100);

        Reproduction made = reproduce(model, Optional.empty());

        assertThat(made.identical()).isFalse();
        assertThat(made.again()).isEmpty();
        assertThat(made.weights()).isEmpty();
        assertThat(made.reasons()).singleElement().asString().startsWith("retention passed: 200 of the 200 offsets");
    }

    @Test
    void aParentThatIsGoneIsNamed() throws RejectedModelException {
        LoadedModel second = model(2, Optional.of(model(1, Optional.empty())));

        Reproduction made = reproduce(second, Optional.empty());

        assertThat(made.identical()).isFalse();
        assertThat(made.reasons()).contains("version 1, which it was made after, is no longer there");
    }

    @Test
    void anotherMachineIsNamedWhereSomethingDiffers() throws RejectedModelException {
        LoadedModel model = model(1, Optional.empty());
        model.artifact().getProvenance().put("machine", "aarch64");
        assertThat(reproduce(model, Optional.empty()).identical()).isTrue();

        model.artifact().getProvenance().put("rowsBad", 7L);
        assertThat(reproduce(model, Optional.empty())).satisfies(made -> {
            assertThat(made.differences()).containsExactly("rowsBad");
            assertThat(made.reasons()).singleElement().asString().startsWith("another machine: aarch64 then, ");
        });
    }

    @Test
    void aModelThatWasNotMadeFromATopicSaysSo() throws RejectedModelException {
        LoadedModel model = model(1, Optional.empty());
        model.artifact().getProvenance().put("ranges", List.of());

        assertThat(reproduce(model, Optional.empty()).reasons())
                .containsExactly("it was not made from a topic: its artifact names no offsets");
    }
}
