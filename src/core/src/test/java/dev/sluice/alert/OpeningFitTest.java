package dev.sluice.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpeningFitTest {

    private static final double DAILY = 1.0 / 86_400;

    /** {@code ln p} of the rank of each of a stationary series' values: right p-values, whatever the correlation. */
    private static double[] series(int rows, double correlation, long seed) {
        Random random = new Random(seed);
        double[] z = new double[rows];
        double last = random.nextGaussian();
        for (int i = 0; i < rows; i++) {
            last = correlation * last + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            z[i] = last;
        }
        Integer[] order = IntStream.range(0, rows).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Double.compare(z[b], z[a]));
        double[] logP = new double[rows];
        for (int r = 0; r < rows; r++) {
            logP[order[r]] = Math.log((r + 1.0) / (rows + 1.0));
        }
        return logP;
    }

    private static long[] runs(int rows, int length) {
        return IntStream.range(0, rows).mapToLong(i -> i / length).toArray();
    }

    @Test
    void independentScoresNeedNoMoreThanTheVerdict() {
        OpeningRule rule = OpeningFit.fit(series(100_000, 0, 1), runs(100_000, 5_000), DAILY);
        assertThat(rule.needed()).isEqualTo(3);
        assertThat(rule.of()).isEqualTo(5);
        assertThat(rule.evidence()).isEqualTo(Math.log(DAILY));
        assertThat(rule.rate()).isLessThan(DAILY / OpeningRule.MARGIN);
    }

    @Test
    void scoresThatResembleTheirNeighboursNeedMoreEvidence() {
        OpeningRule rule = OpeningFit.fit(series(100_000, 0.99, 1), runs(100_000, 5_000), DAILY);
        assertThat(rule.evidence()).isLessThan(Math.log(DAILY) - 0.2);
        assertThat(rule.evidence()).isGreaterThanOrEqualTo(OpeningRule.surest(3, DAILY));
        assertThat(rule.quiet()).isGreaterThan(Math.log(DAILY));
    }

    @Test
    void theRateOfOpeningsOnOtherTrafficKeepsToTheAim() {
        double budget = 0.02;
        OpeningRule rule = OpeningFit.fit(series(50_000, 0.95, 2), runs(50_000, 5_000), budget);
        int opened = 0;
        int rows = 2_000_000;
        double[] logP = series(rows, 0.95, 3);
        int flags = 0;
        int quiet = 0;
        boolean open = false;
        for (double l : logP) {
            flags = (flags << 1 | (rule.isEvidence(l) ? 1 : 0)) & 31;
            quiet = rule.isQuiet(l) ? quiet + 1 : 0;
            if (!open && Integer.bitCount(flags) >= 3 && rule.isEvidence(l)) {
                open = true;
                opened++;
            } else if (open && quiet >= rule.quietRecords()) {
                open = false;
            }
        }
        assertThat((double) opened / rows).isLessThan(2 * budget / OpeningRule.MARGIN);
        assertThat(opened).as("and is not there for nothing").isPositive();
    }

    @Test
    void entitiesThatSendOnceOpenOnOneRecord() {
        OpeningRule rule = OpeningFit.fit(series(20_000, 0, 4), runs(20_000, 1), 1e-3);
        assertThat(rule.needed()).isEqualTo(1);
        assertThat(rule.of()).isEqualTo(1);
        assertThat(rule.evidence()).isEqualTo(Math.log(1e-3));
    }

    @Test
    void aShortHistoryIsTakenToTellNothing() {
        OpeningRule rule = OpeningFit.fit(series(50, 0, 5), runs(50, 50), 1e-3);
        assertThat(rule).isEqualTo(OpeningRule.of(1e-3));
        assertThat(OpeningFit.fit(new double[0], new long[0], 1e-3)).isEqualTo(OpeningRule.of(1e-3));
    }

    @Test
    void rowsAndRunsMustGoTogether() {
        assertThatThrownBy(() -> OpeningFit.fit(new double[2], new long[3], 1e-3))
                .hasMessage("2 rows of 3 runs");
    }

    @Test
    void aRuleSaysWhatIsWrongWithIt() {
        assertThatThrownBy(() -> new OpeningRule(3, 2, -9, -4, 10, 0)).hasMessageContaining("3 of 2");
        assertThatThrownBy(() -> new OpeningRule(3, 32, -9, -4, 10, 0)).hasMessageContaining("3 of 32");
        assertThatThrownBy(() -> new OpeningRule(3, 5, -4, -9, 10, 0)).hasMessageContaining("evidence");
        assertThatThrownBy(() -> new OpeningRule(3, 5, Double.NaN, -1, 10, 0)).hasMessageContaining("evidence");
        assertThatThrownBy(() -> new OpeningRule(3, 5, Double.NEGATIVE_INFINITY, -1, 10, 0))
                .hasMessageContaining("evidence");
        assertThatThrownBy(() -> new OpeningRule(3, 5, -9, -4, 0, 0)).hasMessageContaining("quiet record");
        assertThatThrownBy(() -> new OpeningRule(3, 5, -9, -4, 10, Double.NaN)).hasMessageContaining("rate");
    }

    @Test
    void everyBudgetGivesARule() {
        for (double p = 1e-9; p < 0.2; p *= 1.7) {
            OpeningRule rule = OpeningRule.of(p);
            assertThat(rule.evidence()).isLessThanOrEqualTo(Math.log(p)).isLessThanOrEqualTo(rule.quiet());
        }
    }
}
