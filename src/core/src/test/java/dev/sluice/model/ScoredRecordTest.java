package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.feature.Observation;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoredRecordTest {

    @Test
    void namesTheFieldsThatContributedMostLargestFirst() {
        CompiledModel model = TestModels.model(1, 2, "a", "b", "c", "d", "e");
        ScoredRecord scored = model.newScoredRecord();
        Random random = new Random(8);
        for (int n = 0; n < 500; n++) {
            double[] observed = random.doubles(5, -9, 9).toArray();
            observed[random.nextInt(5)] = Double.NaN;
            model.score(Observation.of(observed), model.newMemory(), scored);
            int[] top = new int[3];

            int count = scored.topFeatures(top);

            int[] expected = IntStream.range(0, 5)
                    .boxed()
                    .filter(j -> scored.contribution(j) > 0)
                    .sorted((i, j) -> Double.compare(scored.contribution(j), scored.contribution(i)))
                    .mapToInt(Integer::intValue)
                    .limit(3)
                    .toArray();
            assertThat(count).isEqualTo(3);
            assertThat(top).isEqualTo(expected);
            double shares = IntStream.range(0, 5).mapToDouble(scored::share).sum();
            assertThat(shares).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void aMissingFieldNeitherContributesNorIsNamed() {
        CompiledModel model = TestModels.model(1, 1, "a", "b");
        ScoredRecord scored = model.newScoredRecord();
        model.score(Observation.of(Double.NaN, 50), model.newMemory(), scored);
        int[] top = new int[3];
        assertThat(scored.topFeatures(top)).isEqualTo(1);
        assertThat(top[0]).isEqualTo(1);
        assertThat(scored.missing()).isEqualTo(1);
        assertThat(scored.share(0)).isZero();
        assertThat(scored.share(1)).isEqualTo(1);
        assertThat(scored.anomaly()).isTrue();
    }

    @Test
    void whatAMissingFieldWouldHaveHeldMakesNoDifference() {
        CompiledModel model = TestModels.model(4, 1, "a", "b");
        ScoredRecord nan = model.newScoredRecord();
        ScoredRecord infinite = model.newScoredRecord();
        model.score(Observation.of(Double.NaN, 1), model.newMemory(), nan);
        model.score(Observation.of(Double.NEGATIVE_INFINITY, 1), model.newMemory(), infinite);
        assertThat(infinite.score()).isEqualTo(nan.score());
        assertThat(infinite.latent()).isEqualTo(nan.latent());
    }

    @Test
    void aRowOfTheWrongWidthIsRefused() {
        CompiledModel model = TestModels.model(1, 1, "a", "b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.score(Observation.of(1, 2, 3), model.newMemory(), model.newScoredRecord()))
                .withMessage("expected 2 values and 0 texts, got 3 and 0");
    }

    @Test
    void theExpectedValueIsInTheInputsUnit() {
        CompiledModel model = TestModels.model(1, 1, "a", "b");
        ScoredRecord scored = model.newScoredRecord();
        model.score(Observation.of(1, 2), model.newMemory(), scored);
        assertThat(model.expected(scored, 1)).isCloseTo(scored.reconstruction()[1], within(1e-6));
    }
}
