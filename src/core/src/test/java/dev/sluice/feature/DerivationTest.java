package dev.sluice.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DerivationTest {

    private static final FeatureSpec FLOW = new FeatureSpec("flow")
            .with(new Derive(List.of(Derived.DIFFERENCE, Derived.AVERAGE, Derived.DEVIATION), 4));

    /** {@code [records][number, difference, average, deviation]}. */
    private static double[][] derived(FeatureSpec spec, double... numbers) {
        Derivation derivation = new Derivation(List.of(new FeatureSpec("other"), spec));
        double[] memory = new double[derivation.memory()];
        return Arrays.stream(numbers)
                .mapToObj(x -> {
                    Observation observed = Observation.of(List.of(new FeatureSpec("other"), spec));
                    observed.values[1] = x;
                    derivation.derive(observed, memory);
                    return Arrays.copyOfRange(observed.values, 1, observed.values.length);
                })
                .toArray(double[][]::new);
    }

    @Test
    void averagesBeginAsPlainMeansAndAreMissingUntilTheSpanIsFull() {
        double[][] rows = derived(FLOW, 1, 2, 4, 9, 9);

        assertThat(rows[0]).containsExactly(1, Double.NaN, Double.NaN, Double.NaN);
        assertThat(rows[2]).containsExactly(4, 2, Double.NaN, Double.NaN);
        assertThat(rows[3][1]).isEqualTo(5);
        // weights 1, 1/2, then 2/5: that is more than 1/3 and 1/4
        double mean = ((1 + 2) / 2.0) * 0.6 + 4 * 0.4;
        assertThat(rows[3][2]).isCloseTo(mean * 0.6 + 9 * 0.4, within(1e-12));
        double variance = 0.6 * (0.25 + 0.4 * 2.5 * 2.5);
        assertThat(rows[3][3]).isCloseTo(Math.sqrt(0.6 * (variance + 0.4 * (9 - mean) * (9 - mean))), within(1e-12));
    }

    @Test
    void aMissingNumberLeavesWhatIsRememberedAsItWas() {
        double[][] rows = derived(FLOW, 1, 2, Double.NaN, 4, Double.POSITIVE_INFINITY, 1e200, 9);

        for (int missing : new int[] {2, 4}) {
            assertThat(Arrays.copyOfRange(rows[missing], 1, 4)).containsOnly(Double.NaN);
        }
        // Too large a number is there itself, but nothing is derived from it.
        assertThat(rows[5]).containsExactly(1e200, Double.NaN, Double.NaN, Double.NaN);
        assertThat(rows[3][1]).isEqualTo(2);
        assertThat(rows[6]).containsExactly(derived(FLOW, 1, 2, 4, 9)[3]);
    }

    @Test
    void whatIsDerivedIsOfTheClippedNumber() {
        FeatureSpec clipped = FLOW.with(Scale.STANDARD, Normalize.PIPELINE, new Clip(0, 10));

        assertThat(derived(clipped, 5, 1e9)[1]).startsWith(1e9, 5);
    }

    @Test
    void aDerivedColumnMayBeMissingWhileTheNumberIsThere() {
        Observation[] rows = new Observation[200];
        Derivation derivation = new Derivation(List.of(FLOW));
        double[] memory = new double[derivation.memory()];
        Random random = new Random(1);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Observation.of(List.of(FLOW));
            rows[i].values[0] = 100 + random.nextGaussian();
            derivation.derive(rows[i], memory);
        }
        FeatureEncoder encoder = FeatureEncoder.fit(List.of(FLOW), rows);
        float[] scaled = new float[4];
        boolean[] present = new boolean[4];

        assertThat(encoder.encode(rows[1], scaled, present)).isZero();
        assertThat(present).containsExactly(true, true, false, false);
        assertThat(scaled).doesNotContain(Float.NaN);
        assertThat(encoder.encode(rows[9], scaled, present)).isZero();
        assertThat(present).containsOnly(true);
        assertThat(encoder.feature(0).unscaled(2, scaled[2])).isCloseTo(rows[9].values[2], within(1e-4));
        assertThat(encoder.encode(Observation.of(List.of(FLOW)), scaled, present))
                .isEqualTo(1);
        assertThat(present).containsOnly(false);
        assertThat(encoder.feature(0).columnName(0)).isEqualTo("flow");
        assertThat(encoder.feature(0).columnName(3)).isEqualTo("flow deviation");
    }

    @Test
    void onlyOfANumberSomethingIsDerivedAndEachOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureSpec.bool("on").with(FLOW.derive()))
                .withMessage("on: only of a number can something be derived");
        assertThatIllegalArgumentException().isThrownBy(() -> new Derive(List.of(Derived.AVERAGE, Derived.AVERAGE), 5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Derive(List.of(), 1));
    }
}
