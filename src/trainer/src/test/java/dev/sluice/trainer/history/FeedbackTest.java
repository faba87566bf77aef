package dev.sluice.trainer.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Exclusion;
import dev.sluice.contract.Feedback;
import dev.sluice.contract.FeedbackVerdict;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.trainer.engine.SyntheticRows;
import dev.sluice.trainer.judge.HoldOut;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators say of incidents, against a champion that finds a fault in every row of a stretch. */
class FeedbackTest {
    private static final int ROWS = 1_600;
    private static final int FEATURES = 6;
    private static final PipelineConfig CONFIG = PipelineFile.parse(
                    "pipeline: pumps\ninput: {topic: t}\ntraining: {max-epochs: 5, search: 0s}", "test", Map.of())
            .withAlertBudget(AlertBudget.parse("1 per 1000 records"));

    private static LoadedModel champion;

    @BeforeAll
    static void train() throws Exception {
        champion = train(history(SyntheticRows.normal(ROWS, FEATURES, 1)));
    }

    /** Rows of two entities in turn, a second apart, in one partition. */
    private static History history(double[][] values) {
        RecordedTopic topic = new RecordedTopic("t", 1);
        for (int i = 0; i < values.length; i++) {
            topic.append(0, 1_000L * i, "p" + i % 2, json(values[i]));
        }
        return new HistoryReader(CONFIG, topic)
                .read(WindowPlan.of(topic, "t", Instant.EPOCH).orElseThrow());
    }

    private static String json(double[] row) {
        int[] j = {0};
        return DoubleStream.of(row)
                .mapToObj(v -> "\"f" + j[0]++ + "\": " + v)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static LoadedModel train(History history) throws Exception {
        return train(history, Optional.empty());
    }

    private static LoadedModel train(History history, Optional<LoadedModel> parent) throws Exception {
        return new ModelTrainer(CONFIG, Clock.systemUTC())
                .train(history.features(), history.rows(), history.window(), 1, parent)
                .loaded();
    }

    private static History faulty(int from, int to) {
        double[][] values = SyntheticRows.normal(ROWS, FEATURES, 2);
        for (int i = from; i < to; i++) {
            values[i][1] += 8;
            values[i][4] -= 5;
        }
        return history(values);
    }

    private static Feedback said(String id, FeedbackVerdict verdict, String entity, long from, long to) {
        return new Feedback(id, verdict, entity, "t", 0, 1_000 * from, 1_000 * to, "anna", "", 1L, List.of());
    }

    private static Normality normality(History read, Feedback... feedback) {
        return Normality.of(Optional.of(champion), read, List.of(feedback), Duration.ofDays(1));
    }

    private static long count(History history, Standing standing) {
        return Arrays.stream(history.rows().standings())
                .filter(s -> s == standing)
                .count();
    }

    @Test
    void aFalseAlarmIsLearnedHoweverUnusualTheChampionFindsIt() throws Exception {
        History read = faulty(800, 960);
        assertThat(normality(read).incidents().cardinality()).isGreaterThanOrEqualTo(160);

        Normality normality = normality(
                read,
                said("t-0-800", FeedbackVerdict.FALSE_ALARM, "p0", 800, 960),
                said("t-0-801", FeedbackVerdict.FALSE_ALARM, "p1", 800, 960));
        History learnable = normality.learnable();

        assertThat(normality.incidents().get(800, 960).cardinality()).isZero();
        assertThat(normality.unusualInIncidents().get(800, 960).cardinality()).isZero();
        assertThat(count(learnable, Standing.CLEARED)).isEqualTo(161);
        assertThat(learnable.window().exclusions())
                .filteredOn(e -> e.getKind().equals(History.FALSE_ALARM))
                .extracting(Exclusion::getAlert)
                .containsOnly("t-0-800", "t-0-801");
        BitSet after =
                Normality.of(Optional.of(train(learnable)), faulty(800, 960)).incidents();
        assertThat(after.cardinality()).isZero();
    }

    @Test
    void aFalseAlarmNeitherEndsInAChangeOfRegimeNorShortensWhatTheJudgeHas() {
        History read = faulty(1_400, ROWS);
        assertThat(normality(read).regime()).isPresent();

        Normality cleared = normality(
                read,
                said("t-0-1400", FeedbackVerdict.FALSE_ALARM, "p0", 1_400, ROWS),
                said("t-0-1401", FeedbackVerdict.FALSE_ALARM, "p1", 1_400, ROWS));

        assertThat(cleared.regime()).isEmpty();
        assertThat(HoldOut.judgedFrom(cleared.learnable())).isEqualTo(OptionalLong.of(1_000L * (ROWS - ROWS / 10)));
    }

    @Test
    void aConfirmedIncidentIsLeftOutHoweverNormalItLooks() {
        History read = history(SyntheticRows.normal(ROWS, FEATURES, 2));
        History learnable = normality(read, said("t-0-100", FeedbackVerdict.INCIDENT, "p0", 100, 200))
                .learnable();

        assertThat(learnable.size()).isEqualTo(ROWS - 51);
        assertThat(learnable.window().rowsExcluded()).isEqualTo(51);
        assertThat(learnable.window().exclusions())
                .filteredOn(e -> e.getKind().equals(History.CONFIRMED))
                .hasSize(51)
                .contains(new Exclusion("t", 0, 100L, 101L, History.CONFIRMED, "t-0-100"));
    }

    @Test
    void aConfirmedIncidentIsNoChangeOfRegimeAndIsNotAdoptedWithOne() {
        History read = faulty(1_000, ROWS);
        Feedback p0 = said("t-0-1000", FeedbackVerdict.INCIDENT, "p0", 990, ROWS);
        Feedback p1 = said("t-0-1001", FeedbackVerdict.INCIDENT, "p1", 990, ROWS);
        assertThat(normality(read).regime()).isPresent();

        assertThat(normality(read, p0, p1).regime()).isEmpty();

        Normality adopting = normality(read, p0).adopting(1_000_000);
        assertThat(adopting.incidents().cardinality())
                .as("those of p0, and what began before of p1")
                .isBetween(305, 315);
        assertThat(count(adopting.learnable(), Standing.ADOPTED))
                .as("those of p1")
                .isBetween(300L, 305L);
    }

    @Test
    void whatWasSaidOfOtherRowsOrJustSeenChangesNothing() {
        History read = history(SyntheticRows.normal(ROWS, FEATURES, 2));
        Feedback elsewhere =
                new Feedback("a", FeedbackVerdict.INCIDENT, "p0", "t", 1, 0L, 9_000_000L, "anna", "", 1L, List.of());
        Feedback otherTopic =
                new Feedback("b", FeedbackVerdict.INCIDENT, "p0", "u", 0, 0L, 9_000_000L, "anna", "", 1L, List.of());

        Normality normality = normality(
                read,
                elsewhere,
                otherTopic,
                said("c", FeedbackVerdict.INCIDENT, "p9", 0, ROWS),
                said("d", FeedbackVerdict.INCIDENT, null, 0, ROWS),
                said("e", FeedbackVerdict.INCIDENT, "p0", -20, -10),
                said("f", FeedbackVerdict.ACKNOWLEDGED, "p0", 0, ROWS));

        assertThat(normality.incidents()).isEqualTo(normality(read).incidents());
        assertThat(normality.learnable().window().exclusions())
                .isEqualTo(normality(read).learnable().window().exclusions());
    }

    @Test
    void ofAnIncidentThatSeveralShareAllMembersAreMeant() {
        History read = history(SyntheticRows.normal(ROWS, FEATURES, 2));
        Feedback shared = new Feedback(
                "t-0-100",
                FeedbackVerdict.INCIDENT,
                null,
                "t",
                0,
                100_000L,
                199_000L,
                "anna",
                "",
                1L,
                List.of("p0", "p1"));

        assertThat(normality(read, shared).learnable().size()).isEqualTo(ROWS - 100);
    }

    @Test
    void ofTheSameRowsAnIncidentCountsForMoreThanAFalseAlarm() {
        History read = history(SyntheticRows.normal(ROWS, FEATURES, 2));

        History learnable = normality(
                        read,
                        said("a", FeedbackVerdict.FALSE_ALARM, "p0", 100, 300),
                        said("b", FeedbackVerdict.INCIDENT, "p0", 200, 300))
                .learnable();

        assertThat(learnable.size()).isEqualTo(ROWS - 51);
        assertThat(count(learnable, Standing.CLEARED)).isEqualTo(50);
    }

    @Test
    void withoutAChampionOnlyOperatorsSayWhatIsNotNormal() {
        History read = history(SyntheticRows.normal(ROWS, FEATURES, 2));

        History learnable = Normality.of(
                        Optional.empty(),
                        read,
                        List.of(said("a", FeedbackVerdict.INCIDENT, "p1", 100, 300)),
                        Duration.ofDays(1))
                .learnable();

        assertThat(learnable.size()).isEqualTo(ROWS - 100);
    }
}
