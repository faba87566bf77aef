package dev.sluice.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault is planted into a run that is in order: a verifier that finds nothing proves nothing. */
class VerifierTest {

    private final Verifier verifier = new Verifier();

    /** Two partitions; version 1 from the first record on, version 2 from offset 3 of partition 0 on. */
    @BeforeEach
    void inputs() {
        for (int offset = 0; offset < 6; offset++) {
            verifier.input(0, offset, "pump-" + offset % 2, offset / 2);
            verifier.input(1, offset, "pump-9", offset);
        }
        verifier.activation(1, 100);
        verifier.activation(2, 200);
        verifier.activation(1, 300);
    }

    private void fences() {
        verifier.fence(0, 0, 1, 110);
        verifier.fence(0, 3, 2, 210);
        verifier.fence(1, 0, 1, 110);
    }

    private void score(int partition, int... offsets) {
        for (int offset : offsets) {
            int version = partition == 0 && offset >= 3 ? 2 : 1;
            verifier.score(partition, offset, version);
            verifier.latent(partition, offset, version);
        }
    }

    @Test
    void aRunInOrderHolds() {
        fences();
        score(0, 0, 1, 2, 3, 4);
        verifier.deadLetter(0, 5);
        score(1, 0, 1, 2, 3, 4, 5);

        Verdict verdict = verifier.verdict();
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.records()).isEqualTo(12);
        assertThat(verdict.scores()).isEqualTo(11);
        assertThat(verdict.deadLetters()).isEqualTo(1);
    }

    @Test
    void findsARecordWithoutAnOutcome() {
        fences();
        score(0, 0, 1, 3, 4, 5);
        score(1, 0, 1, 2, 3, 4, 5);
        assertThat(verifier.verdict().missing()).isEqualTo(1);
        assertThat(verifier.verdict().holds()).isFalse();
    }

    @Test
    void findsARecordThatWasScoredTwice() {
        fences();
        score(0, 0, 1, 2, 3, 4, 5);
        score(1, 0, 1, 2, 3, 4, 5);
        verifier.score(1, 5, 1);
        Verdict verdict = verifier.verdict();
        assertThat(verdict.duplicated()).isEqualTo(1);
        assertThat(verdict.holds()).isFalse();
    }

    @Test
    void findsARecordThatIsBothScoredAndADeadLetter() {
        fences();
        score(0, 0, 1, 2, 3, 4, 5);
        score(1, 0, 1, 2, 3, 4, 5);
        verifier.deadLetter(0, 2);
        assertThat(verifier.verdict().duplicated()).isEqualTo(1);
    }

    @Test
    void findsAnOutcomeOfNoRecord() {
        fences();
        score(0, 0, 1, 2, 3, 4, 5);
        score(1, 0, 1, 2, 3, 4, 5);
        verifier.deadLetter(1, 77);
        assertThat(verifier.verdict().duplicated()).isEqualTo(1);
    }

    @Test
    void findsTwoRecordsOfAnEntityThatChangedPlaces() {
        fences();
        score(0, 0, 1, 2, 3, 4, 5);
        score(1, 0, 2, 1, 3, 4, 5);
        Verdict verdict = verifier.verdict();
        assertThat(verdict.outOfOrder()).isEqualTo(2);
        assertThat(verdict.findings()).contains("scores: pump-9 has 1 after 2");
        assertThat(verdict.holds()).isFalse();
    }

    @Test
    void recordsOfDifferentEntitiesMayComeInAnyOrder() {
        fences();
        score(0, 1, 0, 2, 3, 4, 5);
        score(1, 0, 1, 2, 3, 4, 5);
        assertThat(verifier.verdict().holds()).isTrue();
    }

    @Test
    void findsAScoreOfAnotherVersionThanItsFence() {
        fences();
        score(0, 0, 1, 2, 4, 5);
        verifier.score(0, 3, 1);
        verifier.latent(0, 3, 1);
        score(1, 0, 1, 2, 3, 4, 5);
        assertThat(verifier.verdict().wrongVersion()).isEqualTo(1);
    }

    @Test
    void findsAScoreThatNoFenceCovers() {
        verifier.fence(0, 0, 1, 110);
        verifier.fence(0, 3, 2, 210);
        verifier.fence(1, 1, 1, 110);
        score(0, 0, 1, 2, 3, 4, 5);
        score(1, 0, 1, 2, 3, 4, 5);
        assertThat(verifier.verdict().wrongVersion()).isEqualTo(1);
    }

    @Test
    void findsAVersionThatWasNeverActivated() {
        fences();
        verifier.fence(1, 4, 7, 250);
        assertThat(verifier.verdict().findings()).anyMatch(f -> f.startsWith("fence of version 7 at 1@4"));
        assertThat(verifier.verdict().wrongVersion()).isPositive();
    }

    @Test
    void findsAVersionThatWasUsedBeforeItsActivation() {
        verifier.fence(0, 0, 1, 110);
        verifier.fence(0, 3, 2, 190);
        assertThat(verifier.verdict().findings()).anyMatch(f -> f.contains("before the version was activated"));
    }

    @Test
    void aRollbackIsInOrderGoingBackWithoutOneIsNot() {
        verifier.fence(0, 0, 1, 110);
        verifier.fence(0, 2, 2, 210);
        verifier.fence(0, 3, 1, 310);
        assertThat(verifier.verdict().findings()).noneMatch(f -> f.startsWith("fence"));
        verifier.fence(0, 4, 2, 320);
        assertThat(verifier.verdict().findings()).anyMatch(f -> f.startsWith("fence of version 2 at 0@4"));
    }

    @Test
    void findsAScoreWithoutItsLatent() {
        fences();
        score(0, 0, 1, 2, 3, 4, 5);
        score(1, 0, 1, 2, 3, 4);
        verifier.score(1, 5, 1);
        assertThat(verifier.verdict().holds()).isFalse();
    }
}
