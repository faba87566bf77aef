package dev.sluice.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DriftReferenceTest {
    private static final List<FeatureSpec> FEATURES = List.of(
            new FeatureSpec("number"),
            new FeatureSpec("constant"),
            FeatureSpec.bool("on"),
            FeatureSpec.array("spectrum", List.of(4)),
            FeatureSpec.categorical("state", 3));
    private static final int NUMBER = 0;
    private static final int CONSTANT = 1;
    private static final int ARRAY = 3;
    private static final int CATEGORY = 4;

    /** Independent rows. */
    private static Observation[] rows(int count, int seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Observation row = Observation.of(FEATURES);
                    row.values[0] = random.nextGaussian();
                    row.values[1] = 7;
                    row.values[2] = random.nextInt(4) == 0 ? 1 : 0;
                    for (int e = 0; e < 4; e++) {
                        row.values[3 + e] = random.nextDouble();
                    }
                    row.texts[0] = random.nextInt(3) == 0 ? "idle" : "busy";
                    row.at(i * 1_000L, 0);
                    return row;
                })
                .toArray(Observation[]::new);
    }

    private static double[] pValues(int count, int seed) {
        return new Random(seed).doubles(count).toArray();
    }

    private final Observation[] history = rows(10_000, 1);
    private final FeatureEncoder encoder = FeatureEncoder.fit(FEATURES, history);
    private final DriftReference reference = ReferenceFit.fit(encoder, history, pValues(10_000, 9), 10_000);

    private List<SignalDrift> compared(Observation[] seen, double[] pValues) {
        SignalCounts counts = new SignalCounts(reference, encoder);
        for (Observation row : seen) {
            counts.add(row);
        }
        for (double p : pValues) {
            counts.addScore(p);
        }
        return reference.compare(counts, reference.parts().size() - 1);
    }

    @Test
    void independentRowsOfTheSameKindAreNoDriftInAThousandWindows() {
        for (int seed = 0; seed < 1_000; seed++) {
            assertThat(compared(rows(625, 100 + seed), pValues(625, seed)))
                    .hasSize(6)
                    .allSatisfy(s -> assertThat(s.degree()).isLessThan(1));
        }
    }

    @Test
    void aNumberThatMovesByADeviationDrifts() {
        Observation[] moved = rows(625, 2);
        for (Observation row : moved) {
            row.values[0] += 1;
        }

        SignalDrift number = compared(moved, pValues(625, 3)).get(NUMBER);

        assertThat(number.index())
                .as("the index of two normal distributions is 1")
                .isBetween(0.7, 1.3);
        assertThat(number.distance()).as("2 Phi(1/2) - 1").isBetween(0.33, 0.43);
        assertThat(number.degree()).isGreaterThan(1);
    }

    @Test
    void aConstantThatIsLeftDriftsInEitherDirection() {
        for (double to : new double[] {6.9, 7.1}) {
            Observation[] moved = rows(625, 2);
            for (Observation row : moved) {
                row.values[1] = to;
            }
            assertThat(compared(moved, new double[0]).get(CONSTANT).degree()).isGreaterThan(1);
        }
    }

    @Test
    void aCategoryThatTakesOverDrifts() {
        Observation[] moved = rows(625, 2);
        for (Observation row : moved) {
            row.texts[0] = "faulty";
        }
        SignalDrift state = compared(moved, new double[0]).get(CATEGORY);
        assertThat(state.degree()).isGreaterThan(1);
        assertThat(state.distance()).as("categories are in no order").isZero();
    }

    @Test
    void anArrayDriftsByHowFarItIsFromItsLevel() {
        Observation[] moved = rows(625, 2);
        for (Observation row : moved) {
            for (int e = 0; e < 4; e++) {
                row.values[3 + e] *= 5;
            }
        }
        assertThat(compared(moved, new double[0]).get(ARRAY).degree()).isGreaterThan(1);
    }

    @Test
    void aFieldThatIsGoneIsToldByItsMissingShare() {
        Observation[] moved = rows(625, 2);
        for (Observation row : moved) {
            row.values[0] = Double.NaN;
        }
        SignalDrift number = compared(moved, new double[0]).get(NUMBER);
        assertThat(number.missing()).isEqualTo(1);
        assertThat(number.missingBefore()).isZero();
        assertThat(number.index()).isZero();
        assertThat(number.degree()).isGreaterThan(1);
    }

    @Test
    void pValuesThatAreSmallerThanTheyWereDrift() {
        double[] small = pValues(625, 4);
        for (int i = 0; i < small.length; i++) {
            small[i] *= small[i];
        }
        SignalDrift score = compared(rows(625, 2), small).get(FEATURES.size());
        assertThat(score.name()).isEqualTo(DriftReference.SCORE);
        assertThat(score.degree()).isGreaterThan(1);
    }

    @Test
    void aSeriesThatWandersWithinItsHistoryIsHeldAgainstItsOwnWandering() {
        Random random = new Random(5);
        Observation[] wave = new Observation[10_000];
        for (int i = 0; i < wave.length; i++) {
            wave[i] = Observation.of(Math.sin(i / 300.0) + 0.1 * random.nextGaussian());
        }
        FeatureEncoder one = FeatureEncoder.fit(List.of(new FeatureSpec("wave")), wave);
        DriftReference own = ReferenceFit.fit(one, wave, new double[0], 10_000);
        SignalCounts counts = new SignalCounts(own, one);
        for (int i = 10_000; i < 10_156; i++) {
            counts.add(Observation.of(Math.sin(i / 300.0) + 0.1 * random.nextGaussian()));
        }

        SignalDrift drift = own.compare(counts, own.parts().indexOf(64)).get(0);

        assertThat(drift.index()).as("far above the usual level").isGreaterThan(1);
        assertThat(drift.degree()).isLessThan(1);
    }

    @Test
    void aHistoryTooShortToBeDividedTellsNoDrift() {
        Observation[] few = rows(300, 6);
        assertThat(ReferenceFit.fit(encoder, few, pValues(300, 6), 300).parts()).isEmpty();
    }

    @Test
    void whatCannotBeAReferenceIsRefused() {
        assertThatThrownBy(() -> new Cuts(new double[] {1, 1}))
                .hasMessage("cuts of a reference must be finite and ascending at 1");
        assertThatThrownBy(() -> new Cuts(new double[] {Double.NaN})).hasMessageContaining("finite");
        assertThatThrownBy(() -> new Counts(new long[] {1, -1}, 0)).hasMessage("a count of rows is out of range: -1");
        assertThatThrownBy(() -> new Wander(1, 0, 0, 0, 0, 0, 0)).hasMessageContaining("degrees of freedom");
        assertThatThrownBy(() -> new Wander(1, 0, 1, 0, Double.NaN, 0, 0)).hasMessageContaining("distance");
        assertThatThrownBy(() -> new DriftReference(1, List.of(16, 32), List.of(), reference.score()))
                .hasMessageContaining("descend");
        assertThatThrownBy(() -> new DriftReference(1, List.of(16), reference.signals(), reference.score()))
                .hasMessageContaining("lengths, but names 1");
        assertThatThrownBy(() -> new SignalCounts(
                        reference,
                        FeatureEncoder.fit(List.of(new FeatureSpec("other")), new Observation[] {Observation.of(1)})))
                .hasMessage("the reference is of other features than the model");
    }
}
