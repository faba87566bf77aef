package dev.sluice.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnSpreadTest {

    @Test
    void aConstantColumnHasNoDeviationWhateverItsValue() {
        ColumnSpread spread = ColumnSpread.of(new double[][] {{0.1, 1}, {0.1, 3}, {0.1, 1}, {0.1, 3}});
        assertThat(spread.deviation()).containsExactly(0, 1);
        assertThat(spread.mean()).containsExactly(0.1, 2);
        assertThat(spread.standardize(new double[][] {{1.1, 5}})[0]).containsExactly(1, 3);
    }

    @Test
    void quantilesAreInterpolated() {
        Summary summary = new Summary(3, 1, 2);
        assertThat(summary.median()).isEqualTo(2);
        assertThat(summary.quantile(0.25)).isEqualTo(1.5);
        assertThat(summary.range()).isEqualTo("1 to 3");
        assertThat(new Summary(0.5).range()).isEqualTo("0.5");
    }
}
