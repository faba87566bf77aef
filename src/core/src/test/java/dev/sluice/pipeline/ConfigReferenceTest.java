package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

    @Test
    void hasARowOfFourCellsForEveryKey() {
        String[] lines = ConfigReference.markdown().split("\n");

        assertThat(lines).hasSize(2 + PipelineKeys.ALL.size());
        assertThat(lines).allMatch(line -> line.replace("\\|", "").matches("(\\|[^|]+){4}\\|"));
        assertThat(lines)
                .contains(
                        "| `training.min-records` | a whole number of at least 10 | `1000` | Records needed for a model |",
                        "| `training.history` | a duration such as 30s, 15m, 24h, 7d or PT24H, of at least 1s | `PT24H` | "
                                + "How much history, back from now, is trained on |");
    }
}
