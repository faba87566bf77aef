package dev.sluice.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureEncoderTest {

    private static final List<FeatureSpec> MIXED = List.of(
            new FeatureSpec("a"),
            FeatureSpec.categorical("c", 2),
            FeatureSpec.array("p", List.of(2, 2)),
            FeatureSpec.time(List.of(Cycle.HOUR_OF_DAY), ZoneOffset.UTC),
            FeatureSpec.bool("b"),
            FeatureSpec.text("t", 32));

    private static Observation[] rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Observation row = Observation.of(MIXED);
                    Arrays.setAll(row.values, k -> k == 5 ? i % 2 : Math.sin(i + k));
                    row.texts[0] = i % 10 == 0 ? "rare-" + i : i % 3 == 0 ? "down" : "up";
                    row.texts[1] = "connection " + i + " from 10.0.0." + i + " closed";
                    row.at(i * 60_000L, 0);
                    return row;
                })
                .toArray(Observation[]::new);
    }

    @Test
    void aFeatureHasOneColumnOrMore() {
        FeatureEncoder encoder = FeatureEncoder.fit(MIXED, rows(100));

        assertThat(encoder.size()).isEqualTo(6);
        assertThat(encoder.columns()).isEqualTo(1 + 3 + 4 + 2 + 1 + 32);
        assertThat(IntStream.range(0, 11).map(encoder::featureOf)).containsExactly(0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4);
        assertThat(encoder.firstColumn(4)).isEqualTo(10);
        assertThat(encoder.specs()).isEqualTo(MIXED);
        boolean[] judged = encoder.judged();
        assertThat(judged[8] || judged[9]).isFalse();
        assertThat(judged[7] && judged[10]).isTrue();
    }

    @Test
    void whatIsMissingIsMaskedInAllItsColumnsAndTakesItsNormalLevel() {
        FeatureEncoder encoder = FeatureEncoder.fit(MIXED, rows(100));
        float[] scaled = new float[encoder.columns()];
        boolean[] present = new boolean[encoder.columns()];
        Observation row = Observation.of(MIXED);
        row.values[1] = 0.5; // of the array one element alone

        assertThat(encoder.encode(row, scaled, present)).isEqualTo(5);

        assertThat(present).doesNotContain(true);
        for (float v : scaled) {
            assertThat(v).isFinite();
        }
        assertThat(scaled[9]).isEqualTo((float) Math.sqrt(2)); // midnight is there, as context
        assertThat(encoder.encode(rows(1)[0], scaled, present)).isZero();
        assertThat(present[8]).isFalse();
        assertThat(present[7] && present[10]).isTrue();
    }

    @Test
    void plainFieldsGetTheBitsOfTheirScalersWhateverStandsBetweenThem() {
        FieldScaler plain = new FieldScaler("a", Scale.STANDARD, 0.3, 0.7, 0.1);
        FieldScaler curved = new FieldScaler(new FeatureSpec("b"), new Curve.SignedLog(1, 0.2, 0.5), 0.1, null);
        FieldScaler tiny = new FieldScaler("c", Scale.STANDARD, -1e300, 1e-9, 4);
        FeatureEncoder encoder = new FeatureEncoder(List.of(plain, curved, tiny));
        float[] scaled = new float[3];
        boolean[] present = new boolean[3];
        for (double x : new double[] {0, -0.0, 0.3, 7.3, 7.4, -6.7, 1e9, Double.MAX_VALUE, -Double.MAX_VALUE}) {
            assertThat(encoder.encode(Observation.of(x, x, x), scaled, present)).isZero();

            assertThat(scaled).containsExactly(plain.scale(x), curved.scale(x), tiny.scale(x));
            assertThat(present).containsExactly(true, true, true);
        }

        double nan = Double.NaN;
        assertThat(encoder.encode(Observation.of(nan, nan, Double.POSITIVE_INFINITY), scaled, present))
                .isEqualTo(3);
        assertThat(scaled).containsExactly(plain.imputed(), curved.imputed(), tiny.imputed());
        assertThat(present).containsExactly(false, false, false);
    }

    @Test
    void anObservationOfOtherFeaturesIsRefused() {
        FeatureEncoder encoder = FeatureEncoder.fit(MIXED, rows(10));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encoder.encode(
                        Observation.of(1, 2), new float[encoder.columns()], new boolean[encoder.columns()]))
                .withMessage("expected 6 values and 2 texts, got 2 and 0");
    }

    @Test
    void anArrayHasOneScaleSoThatAnImageStaysAnImage() {
        List<FeatureSpec> specs = List.of(FeatureSpec.array("p", List.of(3)));
        Observation[] rows = {Observation.of(0, 128, 255), Observation.of(0, 0, 51), Observation.of(0, 0, 0)};
        FeatureEncoder encoder = FeatureEncoder.fit(specs, rows);
        float[] scaled = new float[3];
        boolean[] present = new boolean[3];

        encoder.encode(Observation.of(0, 51, 255), scaled, present);
        assertThat(scaled).containsExactly(0, 0.2f, 1);
        encoder.encode(Observation.of(0, 51, Double.POSITIVE_INFINITY), scaled, present);
        assertThat(present).containsOnly(false);
        assertThat(scaled[2]).isCloseTo(0.4f, within(1e-6f));
        assertThat(encoder.expected(0, scaled, 0)).isNaN();
    }

    @Test
    void theMostFrequentCategoriesHaveAColumnAndTheOthersShareOne() {
        FeatureSpec spec = FeatureSpec.categorical("c", 2);
        Observation[] rows = IntStream.range(0, 100)
                .mapToObj(i -> {
                    Observation row = new Observation(0, 1);
                    row.texts[0] = i < 60 ? "up" : i < 90 ? "down" : i < 99 ? "x" + i : null;
                    return row;
                })
                .toArray(Observation[]::new);
        CategoryFeature feature = CategoryFeature.fit(spec, rows, 0);

        assertThat(feature.counts()).containsExactly(Map.entry("up", 60L), Map.entry("down", 30L));
        assertThat(feature.others()).isEqualTo(9);
        assertThat(feature.columnOf("never seen")).isEqualTo(2);
        assertThat(Arrays.stream(feature.logProbabilities()).map(Math::exp).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(feature.surprise("x95")).isGreaterThan(feature.surprise("down"));

        // All columns together vary as one standardized number does.
        float[] columns = new float[3];
        double[] sums = new double[3];
        double squares = 0;
        for (int i = 0; i < 99; i++) {
            feature.encode(rows[i], 0, 0, EntityLevels.UNKNOWN, columns, 0);
            for (int c = 0; c < 3; c++) {
                sums[c] += columns[c];
                squares += columns[c] * columns[c];
            }
        }
        assertThat(squares / 99).isCloseTo(1, within(0.02));
        assertThat(sums[0] / 99).isCloseTo(0, within(0.02));
        assertThat(feature.encode(rows[99], 0, 0, EntityLevels.UNKNOWN, columns, 0))
                .isFalse();
    }

    @Test
    void aConstantCategoryIsUsableAndAStrangerStandsOutWithoutDrowningAll() {
        Observation[] rows = new Observation[1_000];
        Arrays.setAll(rows, i -> {
            Observation row = new Observation(0, 1);
            row.texts[0] = "ok";
            return row;
        });
        CategoryFeature feature = CategoryFeature.fit(FeatureSpec.categorical("c", 4), rows, 0);
        float[] columns = new float[feature.columns()];
        Observation strange = new Observation(0, 1);
        strange.texts[0] = "x".repeat(100_000);

        assertThat(feature.columns()).isEqualTo(2);
        feature.encode(strange, 0, 0, EntityLevels.UNKNOWN, columns, 0);
        assertThat(columns[1]).isBetween(4.9f, 5f);
    }

    @Test
    void aBooleanIsANumberWhoseSpreadHasAFloor() {
        FieldScaler rare = FieldScaler.fit(FeatureSpec.bool("b"), new double[] {0, 0, 0, 0, Double.NaN});
        assertThat(rare.scale(0)).isZero();
        assertThat(rare.scale(1)).isEqualTo(5);
        FieldScaler even = FieldScaler.fit(FeatureSpec.bool("b"), new double[] {0, 1, 0, 1, 1});
        assertThat(even.scale(1)).isCloseTo((float) (0.4 / Math.sqrt(0.24)), within(1e-6f));
        assertThat(even.level()).isEqualTo(1);
    }

    @Test
    void cyclesFollowTheClockOfTheirZone() {
        FeatureSpec spec = FeatureSpec.time(List.of(Cycle.HOUR_OF_DAY, Cycle.DAY_OF_WEEK), ZoneOffset.UTC);
        float unit = (float) Math.sqrt(2);

        assertThat(time(spec, "2026-01-05T00:00:00Z")).containsExactly(new float[] {0, unit, 0, unit}, within(1e-6f));
        float[] six = time(spec, "2026-01-05T06:00:00Z");
        assertThat(six[0]).isCloseTo(unit, within(1e-6f));
        assertThat(six[3]).isLessThan(unit).isGreaterThan(1.35f);
        FeatureSpec berlin = FeatureSpec.time(List.of(Cycle.HOUR_OF_DAY), ZoneId.of("Europe/Berlin"));
        assertThat(time(berlin, "2026-07-01T04:00:00Z")[0]).isCloseTo(unit, within(1e-6f)); // summer time
        assertThat(time(berlin, "2026-01-01T05:00:00Z")[0]).isCloseTo(unit, within(1e-6f));
    }

    @Test
    void aTimeBefore1970IsATimeToo() {
        FeatureSpec spec = FeatureSpec.time(List.of(Cycle.values()), ZoneOffset.UTC);
        for (float v : time(spec, "1969-12-31T23:00:00Z")) {
            assertThat(v).isFinite();
        }
    }

    private static float[] time(FeatureSpec spec, String at) {
        TimeFeature feature = new TimeFeature(spec);
        Observation row = new Observation(0, 0);
        row.at(Instant.parse(at).toEpochMilli(), 0);
        float[] columns = new float[feature.columns()];
        feature.encode(row, 0, 0, EntityLevels.UNKNOWN, columns, 0);
        return columns;
    }

    @Test
    void eachEntityIsMeasuredByItsOwnLevelSoFarAsItHasEnoughRows() {
        FeatureSpec spec = new FeatureSpec("x").with(Scale.STANDARD, Normalize.ENTITY, null);
        Random random = new Random(3);
        Observation[] rows = new Observation[1_000];
        Arrays.setAll(rows, i -> {
            boolean hot = i % 2 == 0;
            boolean isNew = i >= 970;
            Observation row = Observation.of((hot ? 90 : 10) + (hot ? 4 : 1) * random.nextGaussian());
            row.at(i, isNew ? 3 : hot ? 1 : 2);
            return row;
        });
        FeatureEncoder encoder = FeatureEncoder.fit(List.of(spec), rows);

        assertThat(encoder.entities().hashes()).containsExactly(1, 2);
        assertThat(scaled(encoder, 90, 1)).isCloseTo(scaled(encoder, 10, 2), within(0.2f));
        assertThat(scaled(encoder, 10, 1)).isLessThan(-8);
        assertThat(scaled(encoder, 90, 2)).isGreaterThan(10);
        // What is not known by itself is measured by all rows, 10 to 90.
        assertThat(scaled(encoder, 90, 3)).isBetween(0f, 3f);
        assertThat(scaled(encoder, 90, 4)).isEqualTo(scaled(encoder, 90, 3));
        float[] column = {scaled(encoder, 88, 1)};
        assertThat(encoder.expected(0, column, 1)).isCloseTo(88, within(1e-3));
        assertThat(encoder.expected(0, new float[] {scaled(encoder, 50, 9)}, 9)).isCloseTo(50, within(1e-3));
    }

    @Test
    void anEntityThatHardlyMovesKeepsAFloorUnderItsSpread() {
        FeatureSpec spec = new FeatureSpec("x").with(Scale.STANDARD, Normalize.ENTITY, null);
        Random random = new Random(3);
        Observation[] rows = new Observation[600];
        Arrays.setAll(rows, i -> {
            Observation row = Observation.of(i % 3 == 0 ? 7 : random.nextGaussian());
            row.at(i, i % 3);
            return row;
        });
        FeatureEncoder encoder = FeatureEncoder.fit(List.of(spec), rows);

        assertThat(scaled(encoder, 7.1, 0) - scaled(encoder, 7, 0)).isBetween(0.5f, 2f);
    }

    private static float scaled(FeatureEncoder encoder, double x, long entity) {
        Observation row = Observation.of(x);
        row.at(0, entity);
        float[] scaled = new float[1];
        encoder.encode(row, scaled, new boolean[1]);
        return scaled[0];
    }

    @Test
    void aColumnThatIsAlwaysMissingIsFitted() {
        Observation[] rows = {Observation.of(MIXED), Observation.of(MIXED)};
        FeatureEncoder encoder = FeatureEncoder.fit(MIXED, rows);
        float[] scaled = new float[encoder.columns()];
        encoder.encode(rows(3)[2], scaled, new boolean[encoder.columns()]);
        for (float v : scaled) {
            assertThat(v).isFinite();
        }
    }
}
