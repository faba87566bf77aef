package dev.sluice.trainer.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.feature.Observation;
import dev.sluice.inference.Choices;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import dev.sluice.trainer.engine.Architecture;
import dev.sluice.trainer.engine.DeepNetwork;
import dev.sluice.trainer.engine.Exported;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InheritedNetworkTest {
    private static final FeatureSpec A = new FeatureSpec("a");
    private static final FeatureSpec B = new FeatureSpec("b");
    private static final FeatureSpec C = new FeatureSpec("c");

    private static Observation[] numbers(List<FeatureSpec> features, double level, double spread) {
        Random random = new Random(1);
        Observation[] rows = new Observation[100];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Observation.of(features);
            for (int j = 0; j < rows[i].values.length; j++) {
                rows[i].values[j] = level + j + spread * random.nextGaussian();
            }
        }
        return rows;
    }

    private static Exported network(FeatureEncoder encoder, ModelType type, int window) {
        ModelConfig open = ModelConfig.DEFAULT;
        ModelConfig model = new ModelConfig(
                type, window, 2, List.of(5), open.activation(), open.loss(), open.regularization(), open.convolution());
        Architecture architecture = Architecture.of(model, window * encoder.columns(), encoder.choices(window));
        try (DeepNetwork network = new DeepNetwork(architecture, 1e-3, 10, 3)) {
            return network.export();
        }
    }

    private static float[] encoded(FeatureEncoder encoder, Observation row) {
        float[] x = new float[encoder.columns()];
        encoder.encode(row, x, new boolean[x.length]);
        return x;
    }

    @Test
    void withOtherScalesLatentsAndReconstructionsStayWhatTheyWere() {
        List<FeatureSpec> features = List.of(A, B, C);
        FeatureEncoder before = FeatureEncoder.fit(features, numbers(features, 10, 2));
        FeatureEncoder after = FeatureEncoder.fit(features, numbers(features, 12, 3));
        Exported old = network(before, ModelType.UNDERCOMPLETE, 1);

        Exported inherited = InheritedNetwork.of(old, ColumnMapping.of(before, after), after, 1)
                .orElseThrow();

        for (Observation row : numbers(features, 11, 2)) {
            Exported.Scratch o = old.newScratch();
            Exported.Scratch n = inherited.newScratch();
            float[] was = old.reconstruct(encoded(before, row), o).clone();
            float[] is = inherited.reconstruct(encoded(after, row), n);
            assertThat(inherited.encode(encoded(after, row), n))
                    .containsExactly(old.encode(encoded(before, row), o), within(1e-5f));
            for (int j = 0; j < 3; j++) {
                assertThat(after.feature(j).unscaled(0, is[j]))
                        .isCloseTo(before.feature(j).unscaled(0, was[j]), within(1e-4));
            }
        }
    }

    @Test
    void aWindowTakesItRowByRowAndADistributionKeepsItsVariances() {
        List<FeatureSpec> features = List.of(A, B);
        FeatureEncoder before = FeatureEncoder.fit(features, numbers(features, 10, 2));
        FeatureEncoder after = FeatureEncoder.fit(features, numbers(features, 12, 3));
        Exported old = network(before, ModelType.VARIATIONAL, 2);

        Exported inherited = InheritedNetwork.of(old, ColumnMapping.of(before, after), after, 2)
                .orElseThrow();

        Observation[] rows = numbers(features, 11, 2);
        Exported.Scratch o = old.newScratch();
        Exported.Scratch n = inherited.newScratch();
        float[] x = concat(encoded(before, rows[0]), encoded(before, rows[1]));
        float[] y = concat(encoded(after, rows[0]), encoded(after, rows[1]));
        assertThat(inherited.encode(y, n)).containsExactly(old.encode(x, o), within(1e-5f));
        assertThat(inherited.logVariance(n)).containsExactly(old.logVariance(o), within(1e-5f));
    }

    private static float[] concat(float[] a, float[] b) {
        float[] both = new float[a.length + b.length];
        System.arraycopy(a, 0, both, 0, a.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    @Test
    void aNewFeatureMovesNoLatentAndOneThatIsGoneIsAtItsLevel() {
        List<FeatureSpec> had = List.of(A, B);
        List<FeatureSpec> has = List.of(C, B);
        FeatureEncoder before = FeatureEncoder.fit(had, numbers(had, 10, 2));
        FeatureEncoder after = FeatureEncoder.fit(has, numbers(has, 10, 2));
        Exported old = network(before, ModelType.UNDERCOMPLETE, 1);
        ColumnMapping mapping = ColumnMapping.of(before, after);

        Exported inherited = InheritedNetwork.of(old, mapping, after, 1).orElseThrow();

        assertThat(mapping.added()).isEqualTo(1);
        assertThat(mapping.removed()).isEqualTo(1);
        Observation row = Observation.of(7.0, 12.0);
        Observation withoutA = Observation.of(Double.NaN, 12.0);
        float[] was = old.encode(encoded(before, withoutA), old.newScratch());
        float[] is = inherited.encode(encoded(after, row), inherited.newScratch());
        assertThat(is).containsExactly(was, within(1e-5f));
        float[] level = new float[2];
        after.impute(level, 0);
        assertThat(inherited.reconstruct(encoded(after, row), inherited.newScratch())[0])
                .isEqualTo(level[0]);
    }

    @Test
    void aNumberKeepsItsPartInTheCodeOnAMuchWiderScale() {
        List<FeatureSpec> features = List.of(A, B);
        Observation[] narrow = numbers(features, 10, 1);
        FeatureEncoder before = FeatureEncoder.fit(features, narrow);
        FeatureEncoder after = FeatureEncoder.fit(features, numbers(features, 40, 20));
        Exported old = network(before, ModelType.UNDERCOMPLETE, 1);

        ColumnMapping mapping = ColumnMapping.of(before, after);
        Exported inherited = InheritedNetwork.of(old, mapping, after, 1).orElseThrow();

        assertThat(mapping.added()).isZero();
        assertThat(inherited.encode(encoded(after, narrow[0]), inherited.newScratch()))
                .containsExactly(old.encode(encoded(before, narrow[0]), old.newScratch()), within(1e-3f));
    }

    @Test
    void aNumberOnAnIncomparablyFinerScaleIsRestoredAsItsNewLevel() {
        List<FeatureSpec> features = List.of(A, B);
        FeatureEncoder before = FeatureEncoder.fit(features, numbers(features, 40, 200));
        Observation[] narrow = numbers(features, 10, 1);
        FeatureEncoder after = FeatureEncoder.fit(features, narrow);
        float[] level = new float[2];
        after.impute(level, 0);

        Exported inherited = InheritedNetwork.of(
                        network(before, ModelType.UNDERCOMPLETE, 1), ColumnMapping.of(before, after), after, 1)
                .orElseThrow();

        assertThat(inherited.reconstruct(encoded(after, narrow[0]), inherited.newScratch()))
                .containsExactly(level, within(1e-6f));
    }

    private static Observation[] texts(FeatureSpec feature, String... texts) {
        Observation[] rows = new Observation[texts.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Observation.of(List.of(feature));
            rows[i].texts[0] = texts[i];
        }
        return rows;
    }

    @Test
    void categoriesAreMatchedByNameAndANewOneWasAmongTheOthers() {
        FeatureSpec state = FeatureSpec.categorical("state", 3);
        assertThat(state.type()).isEqualTo(FeatureType.CATEGORICAL);
        FeatureEncoder before = FeatureEncoder.fit(List.of(state), texts(state, "up", "up", "down", "down", "down"));
        FeatureEncoder after =
                FeatureEncoder.fit(List.of(state), texts(state, "up", "up", "up", "down", "idle", "idle", "up"));
        Exported old = network(before, ModelType.UNDERCOMPLETE, 1);

        Exported inherited = InheritedNetwork.of(old, ColumnMapping.of(before, after), after, 1)
                .orElseThrow();

        assertThat(inherited.decoder().layers()).last().isInstanceOf(Choices.class);
        for (Observation row : texts(state, "up", "down", "idle", "broken")) {
            assertThat(inherited.encode(encoded(after, row), inherited.newScratch()))
                    .containsExactly(old.encode(encoded(before, row), old.newScratch()), within(1e-5f));
        }
    }
}
