package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.feature.Observation;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepairTest {

    private static final String[] FIELDS = {"pressure", "flow", "heat", "speed"};
    private static final CompiledModel SERIES = TestModels.series(1, 2, FIELDS);

    private static List<String> repair(CompiledModel model, int records, double... values) {
        ScoredRecord scored = model.newScoredRecord();
        EntityMemory memory = model.newMemory();
        for (int i = 0; i < records; i++) {
            model.score(Observation.of(values.clone()), memory, scored);
        }
        assertThat(scored.score()).isGreaterThan(1);
        float[] context = memory.context.clone();
        float[] row = scored.scaled().clone();
        double score = scored.score();
        List<String> repair = new Repair(model).of(scored, memory);
        assertThat(memory.context).as("memory is not changed").isEqualTo(context);
        assertThat(scored.scaled()).as("nor is the record").isEqualTo(row);
        assertThat(scored.score()).isEqualTo(score);
        return repair;
    }

    @Test
    void namesTheOneFieldThatBroke() {
        assertThat(repair(SERIES, 1, 0, 40, 0, 0)).containsExactly("flow");
    }

    @Test
    void aLongIncidentIsTakenOutOfWhatIsRemembered() {
        assertThat(repair(SERIES, 200, 0, 0, 40, 0)).containsExactly("heat");
    }

    @Test
    void namesTwoAndThreeWhereThatIsWhatItTakesTheWorstFirst() {
        assertThat(repair(SERIES, 50, 0, 40, 0, -60)).containsExactly("speed", "flow");
        assertThat(repair(SERIES, 50, 50, 40, 0, -60)).containsExactly("speed", "pressure", "flow");
    }

    @Test
    void namesNoneWhereMoreThanThreeAreBroken() {
        assertThat(repair(SERIES, 50, 50, 40, 70, -60)).isEmpty();
    }

    @Test
    void aMissingFieldIsNeverTheOne() {
        double[] row = {Double.NaN, 40, 0, Double.NaN};
        assertThat(repair(SERIES, 30, row)).containsExactly("flow");
    }

    @Test
    void worksOnAWindowOfRecords() {
        CompiledModel windowed = TestModels.windowed(1, 3, 2, FIELDS);
        ScoredRecord scored = windowed.newScoredRecord();
        EntityMemory memory = windowed.newMemory();
        for (int i = 0; i < 5; i++) {
            windowed.score(Observation.of(0, 300, 0, 0), memory, scored);
        }
        List<String> repair = new Repair(windowed).of(scored, memory);
        assertThat(repair).isSubsetOf(Arrays.asList(FIELDS));
    }
}
