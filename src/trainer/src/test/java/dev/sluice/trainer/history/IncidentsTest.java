package dev.sluice.trainer.history;

import static org.assertj.core.api.Assertions.assertThat;

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

        BitSet told = new Incidents(unusual, entities, null).rows();
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

        assertThat(new Incidents(unusual, new long[rows], null).rows().cardinality())
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

        assertThat(new Incidents(unusual, entities, null).rows().cardinality()).isZero();
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

        assertThat(new Incidents(unusual, entities, null).rows().cardinality()).isBetween(100, 110);
    }

    @Test
    void whereRowsAreJudgedByThoseBeforeAShortStretchIsOnlyAnIncidentIfItIsSevere() {
        BitSet unusual = new BitSet();
        unusual.set(400, 430);
        unusual.set(600, 700);
        BitSet severe = new BitSet();

        BitSet told = new Incidents(unusual, new long[1_000], severe).rows();
        assertThat(told.get(415)).isFalse();
        assertThat(told.get(650)).isTrue();

        severe.set(420);
        assertThat(new Incidents(unusual, new long[1_000], severe).rows().get(415))
                .isTrue();
    }
}
