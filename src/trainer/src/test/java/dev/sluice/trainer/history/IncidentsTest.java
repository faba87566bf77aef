package dev.sluice.trainer.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IncidentsTest {

    @Test
    void aRunOfUnusualRowsOfOneEntityIsAnIncidentFromShortlyBeforeItsFirstRow() {
        int rows = 1_000;
        long[] entities = new long[rows];
        BitSet unusual = new BitSet();
        BitSet expected = new BitSet();
        for (int i = 0; i < rows; i++) {
            entities[i] = i % 10;
            // Now and then a row of it looks ordinary.
            unusual.set(i, entities[i] == 3 && i >= 400 && i < 700 && i % 70 != 3);
            expected.set(i, entities[i] == 3 && i >= 400 - 10 * Incidents.RUN && i < 700);
        }

        BitSet told = Incidents.ofSingleRows(unusual, entities).rows();
        assertThat(told.cardinality()).isBetween(expected.cardinality() - 2, expected.cardinality());
        told.andNot(expected);
        assertThat(told.cardinality()).isZero();
    }

    @Test
    void scatteredUnusualRowsStay() {
        int rows = 20_000;
        Random random = new Random(1);
        BitSet unusual = new BitSet();
        for (int i = 0; i < rows; i++) {
            unusual.set(i, random.nextDouble() < 0.01);
        }

        assertThat(Incidents.ofSingleRows(unusual, new long[rows]).rows().cardinality())
                .isZero();
    }

    @Test
    void theSameMomentOnManyEntitiesIsNoRun() {
        int rows = 1_000;
        long[] entities = new long[rows];
        BitSet unusual = new BitSet();
        for (int i = 0; i < rows; i++) {
            entities[i] = i % 100;
            unusual.set(i, i >= 400 && i < 500);
        }

        assertThat(Incidents.ofSingleRows(unusual, entities).rows().cardinality())
                .isZero();
    }

    @Test
    void entitiesThatAreHeardOfOnceOrTwiceCountAsOne() {
        int rows = 1_000;
        long[] entities = new long[rows];
        BitSet unusual = new BitSet();
        for (int i = 0; i < rows; i++) {
            entities[i] = i;
            unusual.set(i, i >= 400 && i < 500);
        }

        assertThat(Incidents.ofSingleRows(unusual, entities).rows().cardinality())
                .isBetween(100, 110);
    }

    @Test
    void whereRowsAreJudgedByThoseBeforeAShortStretchIsOnlyAnIncidentIfItIsSevere() {
        BitSet unusual = new BitSet();
        unusual.set(400, 430);
        unusual.set(600, 700);
        BitSet severe = new BitSet();
        double[] pValues = new double[1_000];
        Arrays.fill(pValues, 0.5);

        BitSet told =
                Incidents.ofSeries(unusual, severe, pValues, new long[1_000]).rows();
        assertThat(told.get(415)).isFalse();
        assertThat(told.get(650)).isTrue();

        severe.set(420);
        assertThat(Incidents.ofSeries(unusual, severe, pValues, new long[1_000])
                        .rows()
                        .get(415))
                .isTrue();
    }

    @Test
    void whereRowsAreJudgedByThoseBeforeAnIncidentBeginsWhereTheyWereLastOrdinary() {
        BitSet unusual = new BitSet();
        unusual.set(500, 600);
        unusual.set(2_000, 2_100);
        double[] pValues = new double[3_000];
        Arrays.fill(pValues, 0.7);
        Arrays.fill(pValues, 460, 500, 0.3);
        Arrays.fill(pValues, 1_700, 2_000, 0.3);

        BitSet told = Incidents.ofSeries(unusual, new BitSet(), pValues, new long[3_000])
                .rows();

        assertThat(told.nextSetBit(0)).isEqualTo(460 - Incidents.RUN);
        assertThat(told.nextClearBit(500)).isEqualTo(600);
        assertThat(told.nextSetBit(600))
                .as("not further than averages reach back")
                .isEqualTo(2_000 - 100 - Incidents.RUN);
    }

    @Test
    void whereRowsAreJudgedByThoseBeforeAnIncidentReachesBackAsLongAsTheyAreSuspect() {
        BitSet unusual = new BitSet();
        unusual.set(500, 600);
        double[] pValues = new double[1_000];
        Arrays.fill(pValues, 0.7);
        Arrays.fill(pValues, 200, 800, 0.01);

        BitSet told = Incidents.ofSeries(unusual, new BitSet(), pValues, new long[1_000])
                .rows();

        assertThat(told.nextSetBit(0)).isEqualTo(200 - Incidents.RUN);
        assertThat(told.nextClearBit(200)).isEqualTo(600);
    }
}
