package dev.sluice.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void startsFastAndSlowsDownToTheConfiguredInterval() {
        Schedule schedule = new Schedule(Duration.ofMinutes(80));

        assertThat(IntStream.rangeClosed(1, 6)
                        .mapToObj(n -> schedule.interval(n).toMinutes())
                        .toList())
                .containsExactly(10L, 20L, 40L, 80L, 80L, 80L);
        assertThat(schedule.interval(Integer.MAX_VALUE)).hasMinutes(80);
    }

    @Test
    void looksOftenBeforeTheFirstModelAndAtLeastEveryMinuteAfter() {
        assertThat(new Schedule(Duration.ofHours(1)).untilNextLook(0)).hasSeconds(2);
        assertThat(new Schedule(Duration.ofHours(1)).untilNextLook(1)).hasSeconds(60);
        assertThat(new Schedule(Duration.ofMinutes(2)).untilNextLook(5)).hasSeconds(15);
        assertThat(new Schedule(Duration.ofSeconds(8)).untilNextLook(5)).hasSeconds(2);
    }

    @Test
    void looksForDriftSixteenTimesBetweenTrainingsButNotAllTheTimeNorTooSeldom() {
        assertThat(new Schedule(Duration.ofMinutes(16)).untilNextDriftLook()).hasSeconds(60);
        assertThat(new Schedule(Duration.ofDays(7)).untilNextDriftLook()).hasMinutes(5);
        assertThat(new Schedule(Duration.ofSeconds(8)).untilNextDriftLook()).hasSeconds(10);
        assertThat(new Schedule(Duration.ofMinutes(80)).untilDriftCounts()).hasMinutes(10);
    }

    @Test
    void retriesBackOffToAMinute() {
        assertThat(IntStream.rangeClosed(1, 8)
                        .mapToObj(n -> Schedule.untilRetry(n).toSeconds())
                        .toList())
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }
}
