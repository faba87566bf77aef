package dev.sluice.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.Exclusion;
import dev.sluice.contract.Feedback;
import dev.sluice.contract.FeedbackVerdict;
import dev.sluice.contract.Fence;
import dev.sluice.model.ArtifactReader;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.pipeline.Renewal;
import dev.sluice.record.ContractJson;
import dev.sluice.trainer.engine.SyntheticRows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerDecisionsTest extends TrainerFixture {
    private void appendChanging(int count, double off, long from) {
        int i = 0;
        for (double[] row : SyntheticRows.normal(count, 3, 5 + (long) off)) {
            topic.append(
                    0,
                    from + 100L * i++,
                    "p",
                    "{\"a\": " + (row[0] + off) + ", \"b\": " + row[1] + ", \"c\": " + (row[2] - off) + "}");
        }
    }

    @Test
    void whileAVersionIsPinnedANewOneIsPublishedButNotPromoted() throws Exception {
        append(200, 1);
        TrainerService service = service(QUICK);
        service.trainOnce();
        decided(Decision.PINNED, 1);
        append(50, 2);

        assertThat(service.trainOnce()).hasValueSatisfying(a -> {
            assertThat(a.getDecision()).isEqualTo(Decision.REJECTED);
            assertThat(a.getReason())
                    .startsWith("version 1 is pinned since ")
                    .contains(" by anna (holds): `sluice models promote` or `unpin` ends that");
        });
        assertThat(catalog().versions()).as("for a later promotion").containsExactly(1, 2);
        assertThat(catalog().champion().orElseThrow().getVersion()).isEqualTo(1);

        decided(Decision.UNPINNED, 1);
        append(50, 3);
        assertThat(service.trainOnce())
                .hasValueSatisfying(a -> assertThat(a.getDecision()).isEqualTo(Decision.PROMOTED));
    }

    @Test
    void whatOperatorsDoWhileAModelIsTrainedCountsForMore() throws Exception {
        append(200, 1);
        TrainerService service = service(QUICK);
        service.trainOnce();
        service.trainOnce();
        onTrained = () -> decided(Decision.ROLLED_BACK, 1);

        assertThat(service.trainOnce()).hasValueSatisfying(a -> {
            assertThat(a.getDecision()).isEqualTo(Decision.REJECTED);
            assertThat(a.getReason())
                    .isEqualTo(
                            "version 1 was made active by anna while this one was trained and judged against version 2");
        });

        onTrained = () -> decided(Decision.IMPORTED, 4);
        assertThat(service.trainOnce()).isEmpty();
        assertThat(waited)
                .singleElement()
                .asString()
                .startsWith("version 4 was published by somebody else while it was trained");
        onTrained = () -> {};
        assertThat(service.trainOnce())
                .hasValueSatisfying(a -> assertThat(a.getVersion()).isEqualTo(5));
    }

    @Test
    void artifactsThatNobodyNeedsAreRemovedAfterADecision() throws Exception {
        append(200, 1);
        topic.add("pumps.scores", 1);
        topic.add("pumps.fences", 1);
        TrainerService service = service(QUICK.withRenewal(new Renewal(true, 0.95, false, STEP, STEP)));
        for (int version = 1; version <= 3; version++) {
            service.trainOnce();
            passed = passed.plus(STEP.multipliedBy(2));
        }
        assertThat(catalog().versions())
                .as("active until now, and what is gone back to")
                .containsExactly(2, 3);

        topic.append("pumps.fences", 0, 0, "0", ContractJson.encode(new Fence("telemetry", 0, 0L, 2, 0L)));
        topic.append("pumps.scores", 0, 0, "p", "not readable".getBytes(StandardCharsets.UTF_8));
        service.trainOnce();
        passed = passed.plus(STEP.multipliedBy(2));
        service.trainOnce();
        assertThat(catalog().versions()).as("2 is perhaps named").containsExactly(2, 4, 5);
    }

    @Test
    void aChangeOfRegimeIsReportedOnceAndLearnedWhenAnOperatorAcceptsIt() throws Exception {
        appendChanging(600, 0, 8_000_000);
        TrainerService service = service(CONFIG);
        service.trainOnce();
        appendChanging(200, 30, 8_100_000);

        assertThat(service.trainOnce()).isEmpty();
        assertThat(service.trainOnce()).isEmpty();

        assertThat(catalog().activations())
                .extracting(Activation::getDecision)
                .containsExactly(Decision.PROMOTED, Decision.REGIME_REPORTED);
        assertThat(waited)
                .last()
                .asString()
                .startsWith("what is normal for version 1 has changed since 1970-01-01T02:");

        // As `sluice models pin` and `unpin` do: the same version stays active, and so does the report.
        decided(Decision.PINNED, 1);
        decided(Decision.UNPINNED, 1);
        decided(Decision.REGIME_ACCEPTED, 1);
        assertThat(service.trainOnce()).hasValueSatisfying(a -> {
            assertThat(a.getDecision()).as(a.getReason()).isEqualTo(Decision.PROMOTED);
            assertThat(a.getChecks()).isNotEmpty();
        });
        service.close();
    }

    @Test
    void aChangeOfRegimeIsLearnedWithoutAnOperatorWhenItHasLasted() throws Exception {
        appendChanging(600, 0, 8_000_000);
        TrainerService service = service(CONFIG);
        service.trainOnce();
        appendChanging(200, 30, 8_100_000);
        assertThat(service.trainOnce()).isEmpty();

        passed = Duration.ofMinutes(59);
        assertThat(service.trainOnce()).isEmpty();
        passed = Duration.ofMinutes(61);
        assertThat(service.trainOnce())
                .hasValueSatisfying(
                        a -> assertThat(a.getDecision()).as(a.getReason()).isEqualTo(Decision.PROMOTED));
        service.close();
    }

    @Test
    void aChallengerThatIsTurnedDownIsPublishedForAnOperatorToSee() throws Exception {
        appendChanging(400, 0, 8_000_000);
        TrainerService service = service(CONFIG);
        service.trainOnce();
        // Nothing is learned with so small a rate.
        PipelineConfig blind = PipelineFile.parse("""
            pipeline: pumps
            input: {topic: telemetry}
            training: {history: PT2H, every: PT1H, min-records: 100, max-epochs: 1, search: 0s, learning-rate: 1e-9,
              warm-start: false}
            """, "test", Map.of());
        appendChanging(200, 0, 8_050_000);

        assertThat(service(blind).trainOnce()).hasValueSatisfying(a -> {
            assertThat(a.getDecision()).as(a.getReason()).isEqualTo(Decision.REJECTED);
            assertThat(a.getChecks()).anyMatch(c -> !c.getPassed());
        });
        assertThat(catalog().versions()).containsExactly(1, 2);
        assertThat(catalog().champion().orElseThrow().getVersion()).isEqualTo(1);
    }

    @Test
    void whatOperatorsSaidOfAlertsIsHonouredAtTheNextTrainingAndNamedInTheArtifact() throws Exception {
        appendChanging(400, 0, 8_000_000);
        topic.add("pumps.feedback", 1);
        TrainerService service = service(QUICK);
        service.trainOnce();
        say("telemetry-0-100", FeedbackVerdict.INCIDENT, 8_010_000, 8_012_000);
        say("telemetry-0-200", FeedbackVerdict.FALSE_ALARM, 8_020_000, 8_021_000);
        say("telemetry-0-300", FeedbackVerdict.INCIDENT, 8_030_000, 8_031_000);
        topic.append("pumps.feedback", 0, 0, "telemetry-0-300", null);
        topic.append("pumps.feedback", 0, 0, "telemetry-0-1", "not readable".getBytes(StandardCharsets.UTF_8));
        service.trainOnce();

        byte[] artifact = catalog().artifact(2).orElseThrow();
        List<Exclusion> exclusions =
                ArtifactReader.read(artifact, 1 << 20).getProvenance().getExclusions();
        assertThat(exclusions)
                .filteredOn(e -> !e.getAlert().isEmpty())
                .containsExactly(
                        new Exclusion("telemetry", 0, 100L, 121L, "confirmed", "telemetry-0-100"),
                        new Exclusion("telemetry", 0, 200L, 211L, "false-alarm", "telemetry-0-200"));
    }

    private void say(String alert, FeedbackVerdict verdict, long from, long to) {
        Feedback feedback =
                new Feedback(alert, verdict, "p", "telemetry", 0, from, to, "anna", "", clock.millis(), List.of());
        topic.append("pumps.feedback", 0, 0, alert, ContractJson.encode(feedback));
    }
}
