package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.feature.FeatureType;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

    private static final String[] LINES = ConfigReference.markdown().split("\n");

    @Test
    void hasARowOfFourCellsForEveryKey() {
        String[] rows = Arrays.stream(LINES).filter(l -> l.startsWith("| `")).toArray(String[]::new);

        assertThat(rows).hasSize(PipelineKeys.ALL.size());
        assertThat(rows).allMatch(line -> line.replace("\\|", "").matches("(\\|[^|]+){4}\\|"));
        assertThat(rows)
                .contains(
                        "| `training.min-records` | a whole number of at least 10 | `1000` | Records needed for a model |",
                        "| `training.history` | a duration such as 30s, 15m, 24h, 7d or PT24H, of at least 1s | `PT24H` | "
                                + "How much history, back from now, is trained on |");
    }

    @Test
    void everySectionStandsOnce() {
        assertThat(Arrays.stream(LINES).filter(l -> l.startsWith("## ")))
                .doesNotHaveDuplicates()
                .startsWith("## Top level", "## `input`")
                .contains("## `training`");
    }

    @Test
    void aKeyKnowsItsVariableAndItsDefault() {
        assertThat(ConfigReference.keys())
                .contains(new ConfigReference.Key(
                        "training.min-records",
                        "SLUICE_TRAINING_MIN_RECORDS",
                        "a whole number of at least 10",
                        Optional.of("1000"),
                        "Records needed for a model"))
                .anyMatch(k -> k.name().equals("input.topic") && k.otherwise().isEmpty())
                .anyMatch(k -> k.otherwise().equals(Optional.of("{bootstrap.servers: localhost:9092}")));
    }

    @Test
    void everyTypeOfFeatureHasItsKeys() {
        assertThat(ConfigReference.featureKeys()).hasSize(FeatureType.values().length);
        assertThat(ConfigReference.featureKeys().get("time")).containsExactly("of", "zone");
    }
}
