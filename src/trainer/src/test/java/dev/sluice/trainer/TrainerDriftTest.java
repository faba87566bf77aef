package dev.sluice.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.Renewal;
import dev.sluice.trainer.engine.SyntheticRows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerDriftTest extends TrainerFixture {
    /** Of another level, seed by seed. */
    private void appendMoved(int count, int seed) {
        for (double[] row : SyntheticRows.normal(count, 3, seed)) {
            topic.append(
                    0, 9_000_000, "p", "{\"a\": " + (row[0] + 20) + ", \"b\": " + row[1] + ", \"c\": " + row[2] + "}");
        }
    }

    private long drifts() {
        return published().stream().filter(p -> p.topic().equals("pumps.drift")).count();
    }

    /** Three trainings, so that the next is due an hour later. */
    private TrainerService settled(PipelineConfig config) throws Exception {
        append(1_600, 2);
        TrainerService service = service(config);
        for (int training = 0; training < 4; training++) {
            service.trainOnce();
        }
        assertThat(catalog().lastVersion()).isEqualTo(4);
        return service;
    }

    @Test
    void driftIsPublishedBetweenTrainingsAndLeavesTheScheduleAlone() throws Exception {
        TrainerService service = settled(QUICK);
        passed = STEP;
        for (int look = 1; look <= 3; look++) {
            appendMoved(150, look);
            assertThat(service.step()).isBetween(Duration.ofSeconds(10), Duration.ofMinutes(5));
            assertThat(drifts()).isEqualTo(look);
        }
        assertThat(catalog().lastVersion()).isEqualTo(4);
    }

    @Test
    void onDriftTheNextTrainingComesAtOnceButNotRightAfterTheLast() throws Exception {
        // What has moved so far is a change of regime too: it is adopted at once.
        Renewal onDrift = new Renewal(true, 0.95, true, Duration.ZERO, Duration.ofDays(30));
        TrainerService service = settled(QUICK.withRenewal(onDrift));
        for (int look = 1; look <= 3; look++) {
            appendMoved(150, look);
            service.step();
        }
        assertThat(catalog().lastVersion())
                .as("an eighth of an hour has not passed")
                .isEqualTo(4);

        passed = STEP;
        service.step();
        assertThat(catalog().lastVersion()).isEqualTo(5);
    }

    @Test
    void recordsWithAnotherFieldMakeTheNextTrainingComeAtOnce() throws Exception {
        TrainerService service = settled(QUICK);
        passed = STEP;
        for (int look = 0; look < 2; look++) {
            for (double[] row : SyntheticRows.normal(250, 4, 5)) {
                topic.append(
                        0,
                        9_000_000,
                        "p",
                        "{\"a\": " + row[0] + ", \"b\": " + row[1] + ", \"c\": " + row[2] + ", \"d\": " + row[3] + "}");
            }
            service.step();
        }
        assertThat(catalog().lastVersion()).isEqualTo(5);
    }

    @Test
    void otherFeaturesInThePipelineFileAreTrainedAtOnceAfterARestart() throws Exception {
        settled(QUICK);
        passed = STEP;
        TrainerService restarted = service(CONFIG.withFeatures(List.of(new FeatureSpec("a"), new FeatureSpec("b"))));
        restarted.step();
        assertThat(catalog().lastVersion()).isEqualTo(5);
        append(10, 2);
        restarted.step();
        assertThat(catalog().lastVersion()).isEqualTo(5);
    }

    @Test
    void whoStandsByPublishesNoDrift() throws Exception {
        TrainerService first = settled(QUICK);
        append(50, 3);
        TrainerService second = service(CONFIG);
        second.trainOnce();
        passed = STEP;
        appendMoved(150, 1);
        first.step();
        assertThat(drifts()).isZero();
        appendMoved(150, 2);
        first.step();
        assertThat(drifts()).isZero();
        second.step();
        assertThat(drifts()).isEqualTo(1);
    }
}
