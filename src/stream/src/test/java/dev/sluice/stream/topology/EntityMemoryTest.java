package dev.sluice.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Score;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.EntityMemory;
import dev.sluice.model.ScoredRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityMemoryTest {

    private static final String QUIET = "{\"pressure\": 0.5, \"flow\": -0.25, \"heat\": 1}";
    private static final String LOUD = "{\"pressure\": 4, \"flow\": -5, \"heat\": 6}";
    private static final Observation QUIET_VALUES = Observation.of(0.5, -0.25, 1);
    private static final Observation LOUD_VALUES = Observation.of(4, -5, 6);

    /** Scores of records of one entity, one after the other. */
    private static List<Double> inTurn(CompiledModel model, Observation... records) {
        EntityMemory memory = model.newMemory();
        ScoredRecord scored = model.newScoredRecord();
        List<Double> scores = new ArrayList<>();
        for (Observation record : records) {
            model.score(record, memory, scored);
            scores.add(scored.score());
        }
        return scores;
    }

    @Test
    void judgesARecordTogetherWithTheOnesBeforeOfItsEntityAndNoOther() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            CompiledModel model = pumps.activateSeries(1);
            pumps.send("pump-1", LOUD);
            pumps.send("pump-2", QUIET);
            pumps.send("pump-1", LOUD);
            pumps.send((String) null, QUIET);

            List<Double> loud = inTurn(model, LOUD_VALUES, LOUD_VALUES);
            double quiet = inTurn(model, QUIET_VALUES).get(0);
            assertThat(loud.get(1)).isGreaterThan(loud.get(0));
            assertThat(pumps.read("pumps.scores", Score.class))
                    .extracting(Score::getScore)
                    .containsExactly(loud.get(0), quiet, loud.get(1), quiet);
        }
    }

    @Test
    void aDeadLetterLeavesNoTraceInWhatIsRemembered() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            CompiledModel model = pumps.activateSeries(1);
            pumps.send("pump-1", LOUD);
            pumps.send("pump-1", "nonsense");
            pumps.send("pump-1", LOUD);

            assertThat(pumps.read("pumps.scores", Score.class))
                    .extracting(Score::getScore)
                    .isEqualTo(inTurn(model, LOUD_VALUES, LOUD_VALUES));
        }
    }

    @Test
    void aNewModelBeginsWithNothingRemembered() {
        try (TopologyHarness pumps = new TopologyHarness()) {
            pumps.activateSeries(1);
            pumps.send("pump-1", LOUD);
            CompiledModel second = pumps.activateSeries(2);
            pumps.send("pump-1", LOUD);

            assertThat(pumps.read("pumps.scores", Score.class).get(1).getScore())
                    .isEqualTo(inTurn(second, LOUD_VALUES).get(0));
        }
    }
}
