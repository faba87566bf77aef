package dev.sluice.trainer.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IncidentFilterTest {

    @Test
    void aRunOfUnusualRowsOfOneEntityIsAnIncident() {
        int rows = 1_000;
        long[] entities = new long[rows];
        BitSet unusual = new BitSet();
        for (int i = 0; i < rows; i++) {
            entities[i] = i % 10;
            unusual.set(i, entities[i] == 3 && i >= 400 && i < 700);
        }

        assertThat(IncidentFilter.incidents(unusual, entities)).isEqualTo(unusual);
    }

    @Test
    void scatteredUnusualRowsStay() {
        int rows = 20_000;
        Random random = new Random(1);
        BitSet unusual = new BitSet();
        for (int i = 0; i < rows; i++) {
            unusual.set(i, random.nextDouble() < 0.01);
        }

        assertThat(IncidentFilter.incidents(unusual, new long[rows]).cardinality())
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

        assertThat(IncidentFilter.incidents(unusual, entities).cardinality()).isZero();
    }
}
