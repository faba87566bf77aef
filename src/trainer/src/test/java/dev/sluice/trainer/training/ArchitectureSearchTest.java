package dev.sluice.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.inference.Activation;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.trainer.engine.ScaledRows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArchitectureSearchTest {

    private static final TrainingConfig SHORT = TrainingConfig.DEFAULT.withMaxEpochs(6);

    /** Twelve columns that two hidden causes make. */
    private static ScaledRows rows(int count, long seed) {
        Random random = new Random(seed);
        float[][] rows = new float[count][12];
        for (float[] row : rows) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) ((j % 2 == 0 ? a : b) + 0.05 * random.nextGaussian());
            }
        }
        return ScaledRows.complete(rows);
    }

    @Test
    void takesTheSmallestCodeThatKeepsWhatALargerOneKeepsAndSaysWhy() {
        ArchitectureSearch.Choice choice =
                ArchitectureSearch.choose(ModelConfig.DEFAULT, SHORT, Optional.empty(), rows(600, 1), rows(200, 2));
        assertThat(choice.model().latent()).isBetween(2, 3);
        assertThat(choice.why()).contains("code of").contains("%").contains("hidden layers");
    }

    @Test
    void leavesAloneWhatWasAskedFor() {
        ModelConfig asked = new ModelConfig(ModelType.SPARSE, 0, List.of(), Activation.TANH);
        ArchitectureSearch.Choice choice =
                ArchitectureSearch.choose(asked, SHORT, Optional.empty(), rows(100, 1), rows(50, 2));
        assertThat(choice.model()).isEqualTo(asked);
        assertThat(choice.why()).startsWith("model.type was given");
    }

    @Test
    void endsWhenItsTimeIsUsedUpAndSaysSo() {
        ArchitectureSearch.Choice choice = ArchitectureSearch.choose(
                ModelConfig.DEFAULT,
                SHORT.withSearch(Duration.ofMillis(1)),
                Optional.empty(),
                rows(300, 1),
                rows(100, 2));
        assertThat(choice.why()).contains("training.search").contains("used up");
        assertThat(choice.model().latent()).isEqualTo(3);
    }
}
