package dev.sluice.trainer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FieldScaler;
import dev.sluice.feature.Observation;
import dev.sluice.feature.Scale;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowWindowsTest {

    private final FeatureEncoder encoder = new FeatureEncoder(
            List.of(new FieldScaler("a", Scale.STANDARD, 0, 1, 0.5), new FieldScaler("b", Scale.STANDARD, 0, 1, -0.5)));
    private final ScaledRows rows = ScaledRows.of(encoder, new Observation[] {
        Observation.of(1, 1), Observation.of(2, Double.NaN), Observation.of(3, 3), Observation.of(4, 4)
    });

    @Test
    void aWindowIsTheLastRowsOfItsRunTheOldestFirst() {
        ScaledRows windows = RowWindows.of(encoder, rows, new long[] {7, 8, 7, 7}, 3);

        assertThat(windows.size()).isEqualTo(4);
        assertThat(windows.values(3)).containsExactly(1, 1, 3, 3, 4, 4);
        assertThat(windows.present(3)).containsOnly(true);
        assertThat(windows.values(1)).containsExactly(0.5f, -0.5f, 0.5f, -0.5f, 2, -0.5f);
        assertThat(windows.present(1)).containsExactly(false, false, false, false, true, false);
        assertThat(windows.isComplete()).isFalse();
        assertThat(windows.select(new int[] {3}).values(0)).isEqualTo(windows.values(3));
    }

    @Test
    void aWindowOfOneRowIsTheRowsThemselves() {
        assertThat(RowWindows.of(encoder, rows, new long[4], 1)).isSameAs(rows);
    }
}
