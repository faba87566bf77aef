package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.contract.FeatureState;
import dev.sluice.feature.Clip;
import dev.sluice.feature.Cycle;
import dev.sluice.feature.Derive;
import dev.sluice.feature.Derived;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Normalize;
import dev.sluice.feature.Observation;
import dev.sluice.feature.Scale;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import dev.sluice.score.Calibration;
import dev.sluice.score.ReconstructionStatistic;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureStatesTest {

    private static final List<FeatureSpec> SPECS = List.of(
            new FeatureSpec("plain"),
            new FeatureSpec("log", Scale.SIGNED_LOG),
            new FeatureSpec("ranked", Scale.QUANTILE),
            new FeatureSpec("chosen", Scale.AUTO),
            new FeatureSpec("own").with(Scale.ROBUST, Normalize.ENTITY, new Clip(-2, 2)),
            FeatureSpec.bool("flag"),
            FeatureSpec.array("image", List.of(2, 3, 1)),
            FeatureSpec.categorical("status", 3),
            FeatureSpec.time(List.of(Cycle.HOUR_OF_DAY, Cycle.DAY_OF_YEAR), ZoneId.of("Europe/Berlin")),
            FeatureSpec.text("message", 16),
            new FeatureSpec("flow")
                    .with(Scale.ROBUST, Normalize.ENTITY, null)
                    .with(new Derive(List.of(Derived.DEVIATION, Derived.DIFFERENCE), 7)));

    private final Observation[] rows = rows(400, 1);
    private final FeatureEncoder encoder = FeatureEncoder.fit(SPECS, rows);

    private static Observation[] rows(int count, long seed) {
        Random random = new Random(seed);
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    Observation row = Observation.of(SPECS);
                    Arrays.setAll(
                            row.values, k -> random.nextInt(9) == 0 && k < 6 ? Double.NaN : random.nextGaussian());
                    row.values[5] = random.nextInt(2);
                    row.texts[0] = i % 11 == 0 ? null : "s" + random.nextInt(6);
                    row.texts[1] = "took " + random.nextInt(99) + " ms in zone " + (char) ('a' + random.nextInt(9));
                    row.at(1_700_000_000_000L + i * 1_000_000L, random.nextInt(4));
                    return row;
                })
                .toArray(Observation[]::new);
    }

    @Test
    void whatWasFittedComesBackFromTheArtifactToTheBit() throws ArtifactException {
        byte[] bytes = ArtifactWriter.write(ArtifactAssembler.assemble(
                "pumps", "undercomplete", model(), "1 per 100 records", List.of(rows[3], rows[11]), provenance()));

        CompiledModel read = ArtifactReader.load(bytes, 1 << 20, "pumps").model();

        assertThat(read.features().specs()).isEqualTo(SPECS);
        assertThat(read.features().entities().hashes()).containsExactly(0, 1, 2, 3);
        float[] expected = new float[encoder.columns()];
        float[] actual = new float[encoder.columns()];
        boolean[] expectedMask = new boolean[encoder.columns()];
        boolean[] mask = new boolean[encoder.columns()];
        for (Observation row : rows(300, 2)) {
            assertThat(read.features().encode(row, actual, mask))
                    .isEqualTo(encoder.encode(row, expected, expectedMask));
            assertThat(actual).isEqualTo(expected);
            assertThat(mask).isEqualTo(expectedMask);
        }
    }

    @Test
    void attributionSpeaksOfFeaturesWhateverColumnsTheyHave() {
        CompiledModel model = model();
        ScoredRecord scored = model.newScoredRecord();
        model.score(rows[5], model.newMemory(), scored);
        int[] top = new int[20];

        int count = scored.topFeatures(top);

        assertThat(Arrays.copyOf(top, count)).doesNotContain(8).doesNotHaveDuplicates();
        assertThat(scored.contribution(6))
                .isCloseTo(Arrays.stream(scored.evidence.contributions, 6, 12).sum(), within(1e-9));
        double shares =
                IntStream.range(0, SPECS.size()).mapToDouble(scored::share).sum();
        assertThat(shares).isBetween(0.999999, 1.000001);
    }

    @Test
    void unusableStateIsRefused() {
        refused(10, s -> s.put("span", 0));
        refused(10, s -> s.put("derive", List.of("difference")));
        refused(10, s -> s.put("derive", List.of("difference", "average", "deviation")));
        refused(10, s -> s.put("derive", List.of("sum", "average")));
        refused(1, s -> s.put("derive", List.of("difference")));
        refused(9, s -> s.put("idf", ByteBuffer.allocate(7)));
        refused(9, s -> s.put("dimensions", Integer.MAX_VALUE));
        refused(8, s -> s.put("zone", "Mars/Olympus"));
        refused(8, s -> s.put("cycles", List.of("hour-of-sol")));
        refused(7, s -> s.put("otherRows", -1L));
        refused(
                7,
                s -> s.put(
                        "categories",
                        List.of(s.getCategories().get(0), s.getCategories().get(0))));
        refused(6, s -> s.put("shape", List.of(1 << 20, 1 << 20)));
        refused(6, s -> s.put("shape", List.of(7)));
        refused(4, s -> s.put("entityLevels", ByteBuffer.allocate(16)));
        refused(4, s -> s.put("clip", List.of(1.0)));
        refused(2, s -> s.put("quantiles", List.of()));
        refused(1, s -> s.put("unit", 0.0));
        refused(0, s -> s.put("type", "tensor"));
        refused(0, s -> s.put("curve", "spline"));
        refused(0, s -> s.put("normalize", "host"));
        ArtifactException e =
                catchThrowableOfType(ArtifactException.class, () -> altered(0, s -> s.put("level", Double.NaN)));
        assertThat(e.reason()).isEqualTo(ArtifactException.Reason.NOT_FINITE);
    }

    private void refused(int feature, Consumer<FeatureState> change) {
        assertThatIllegalArgumentException().isThrownBy(() -> altered(feature, change));
    }

    private void altered(int feature, Consumer<FeatureState> change) throws ArtifactException {
        List<FeatureState> states = FeatureStates.of(encoder);
        change.accept(states.get(feature));
        FeatureStates.encoder(states, FeatureStates.derived(encoder), FeatureStates.entities(encoder));
    }

    private CompiledModel model() {
        int d = encoder.columns();
        float[] scale = new float[d];
        Arrays.fill(scale, 1);
        return new CompiledModel(
                1,
                encoder,
                layer(d, 2),
                layer(2, d),
                Optional.empty(),
                new ReconstructionStatistic(scale),
                Calibration.fit(new Random(1).doubles(500).toArray(), 1e-2));
    }

    private static Network layer(int inputs, int outputs) {
        float[][] weights = new float[inputs][outputs];
        for (int i = 0; i < inputs; i++) {
            Arrays.fill(weights[i], 0.1f * (i % 3));
        }
        return new Network(List.of(new Dense(weights, new float[outputs], Activation.TANH)));
    }

    private static dev.sluice.contract.Provenance provenance() {
        return TestModels.artifact(1, 1, "x").getProvenance();
    }
}
