package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.codec.Autoencoder;
import dev.sluice.codec.Bound;
import dev.sluice.codec.CodecFit;
import dev.sluice.codec.CodecState;
import dev.sluice.codec.FrameException;
import dev.sluice.codec.FrameReader;
import dev.sluice.codec.FrameWriter;
import dev.sluice.codec.Records;
import dev.sluice.contract.CodecData;
import dev.sluice.contract.GridData;
import dev.sluice.contract.LineData;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.ProfileData;
import dev.sluice.feature.Derive;
import dev.sluice.feature.Derived;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Normalize;
import dev.sluice.feature.Observation;
import dev.sluice.feature.Scale;
import dev.sluice.model.ArtifactException.Reason;
import dev.sluice.packed.PackedNumbers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CodecStatesTest {

    /** Of a record that is empty. */
    private static final byte[] TEMPLATE = {1, 0};

    private static final List<FeatureSpec> SPECS = List.of(
            FeatureSpec.bool("on"),
            new FeatureSpec("temp").with(new Derive(List.of(Derived.DIFFERENCE, Derived.AVERAGE), 20)),
            new FeatureSpec("flow", Scale.SIGNED_LOG).with(Scale.SIGNED_LOG, Normalize.ENTITY, null),
            FeatureSpec.array("spectrum", List.of(2, 2)),
            new FeatureSpec("rank", Scale.QUANTILE));

    private final CompiledModel model = TestModels.fitted(3, SPECS);
    private final PackedNumbers numbers = PackedNumbers.of(SPECS);
    private PackingPlan sound; // what is harmed

    @Test
    void packedNumbersAreNumbersAndElementsWithoutWhatIsDerived() {
        assertThat(numbers.names())
                .containsExactly("temp", "flow", "spectrum[0]", "spectrum[1]", "spectrum[2]", "spectrum[3]", "rank");
        assertThat(numbers.all().stream().map(PackedNumbers.Place::slot)).containsExactly(1, 4, 5, 6, 7, 8, 9);
        PackedNumbers some = numbers.only(n -> !n.name().startsWith("spectrum"));
        assertThat(some.names()).containsExactly("temp", "flow", "rank");
        assertThat(some.slot(2)).isEqualTo(9);
        assertThat(numbers.slot(numbers.count() - 1)).isEqualTo(Observation.of(SPECS).values.length - 1);
    }

    @Test
    void theModelsReconstructionIsInTheUnitsOfTheFields() {
        Autoencoder autoencoder = autoencoder();
        double[] row = rows(1, 4)[0];
        Observation observed = Observation.of(SPECS);
        for (int n = 0; n < row.length; n++) {
            observed.values[numbers.slot(n)] = row[n];
        }
        ScoredRecord scored = model.newScoredRecord();
        observed.at(0, 99);
        model.features().encode(observed, scored.evidence.x, scored.evidence.present);
        float[] latent = model.encoder().forward(scored.evidence.x, scored.encoder);
        assertThat(autoencoder.encode(row)).isEqualTo(latent);
        float[] reconstruction = model.decoder().forward(latent, scored.decoder);
        double[] decoded = new double[numbers.count()];
        autoencoder.forThread().decode(latent, decoded);
        for (int n : new int[] {0, 1, 6}) {
            assertThat(decoded[n])
                    .isEqualTo(model.features()
                            .expected(numbers.all().get(n).feature(), reconstruction, observed.entity()));
        }
        assertThat(decoded[3])
                .isEqualTo(model.features()
                        .feature(3)
                        .unscaled(1, reconstruction[model.features().firstColumn(3) + 1]));
    }

    @Test
    void aWindowOfRecordsHasNoAutoencoderOfOne() {
        CompiledModel windowed = TestModels.windowed(1, 4, 2, "a", "b");
        assertThat(ModelAutoencoder.of(
                        windowed, PackedNumbers.of(windowed.features().specs())))
                .isEmpty();
    }

    @Test
    void whatWasFittedWritesTheSameFramesWhenItComesBack() throws ArtifactException, FrameException {
        for (boolean latent : new boolean[] {true, false}) {
            PackingPlan plan = plan(latent);
            ModelArtifact artifact = CodecStates.with(TestModels.artifact(model), plan);
            byte[] bytes = ArtifactWriter.write(artifact);
            LoadedModel loaded = ArtifactReader.load(bytes, 1 << 22, TestModels.PIPELINE);
            assertThat(loaded.packing(List.of())).isPresent();
            PackingPlan read = CodecStates.plan(loaded.artifact().getCodec(), loaded.model())
                    .orElseThrow();
            assertThat(read.numbers().names()).isEqualTo(numbers.names());
            assertThat(read.stampOrigin()).isEqualTo(1_700_000_000_000L);
            assertThat(read.templates()).containsExactly(TEMPLATE);
            for (int size : new int[] {1, 1, 40, 256}) {
                Records records = Records.complete(null, rows(size, size));
                byte[] frame = new FrameWriter(plan.state()).write(records);
                assertThat(new FrameWriter(read.state()).write(records)).isEqualTo(frame);
                Records back = new FrameReader(read.state()).read(frame);
                for (int f = 0; f < numbers.count(); f++) {
                    assertThat(Math.abs(back.value(size - 1, f) - records.value(size - 1, f)))
                            .isLessThanOrEqualTo(read.state().bound(f));
                }
            }
        }
    }

    @Test
    void anArtifactWithoutItHasNone() throws ArtifactException {
        byte[] bytes = ArtifactWriter.write(TestModels.artifact(model));
        assertThat(ArtifactReader.load(bytes, 1 << 22, TestModels.PIPELINE).packing(List.of()))
                .isEmpty();
    }

    @Test
    void numbersThatNoFitCanHaveMadeAreRefused() {
        requireRefused(Reason.NOT_FINITE, d -> d.getGrids().get(1).put("origin", Double.NaN));
        requireRefused(Reason.NOT_FINITE, d -> d.getGrids().get(1).put("step", Double.POSITIVE_INFINITY));
        requireRefused(Reason.SHAPE, d -> d.getGrids().get(1).put("step", -1.0));
        requireRefused(Reason.SHAPE, d -> d.getGrids().get(1).put("step", 1e-300));
        requireRefused(Reason.SHAPE, d -> d.getGrids().get(1).put("bound", -1.0));
        requireRefused(Reason.MALFORMED, d -> d.getGrids().get(1).put("kind", "complex"));
        requireRefused(Reason.SHAPE, d -> d.getGrids().get(1).put("name", "unknown"));
        requireRefused(Reason.SHAPE, d -> Collections.swap(d.getGrids(), 0, 1));
        requireRefused(Reason.SHAPE, d -> d.getGrids().clear());
        requireRefused(
                Reason.SHAPE,
                d -> d.getGrids().addAll(Collections.nCopies(300, d.getGrids().get(0))));
        requireRefused(Reason.SHAPE, d -> d.getLatents().remove(0));
        requireRefused(Reason.SHAPE, d -> d.getLatents().get(0).put("step", 0.0));
        requireRefused(Reason.SHAPE, d -> d.getLatents().addAll(List.copyOf(d.getLatents())));
        requireRefused(Reason.SHAPE, d -> d.getWithin().remove(0));
        requireRefused(Reason.SHAPE, d -> d.getWithin().set(2, line(2)));
        requireRefused(Reason.SHAPE, d -> d.getJoint().set(2, line(2)));
        requireRefused(Reason.SHAPE, d -> d.getJoint().set(2, line(14)));
        requireRefused(Reason.SHAPE, d -> d.getJoint().clear());
        requireRefused(Reason.SHAPE, d -> d.getWithin().set(2, line(7)));
        requireRefused(Reason.SHAPE, d -> d.getAcross().set(2, line(-1)));
        requireRefused(Reason.SHAPE, d -> d.getAcross().set(2, line(5)));
        requireRefused(Reason.SHAPE, d -> d.getAcross().set(2, line(21)));
        requireRefused(Reason.SHAPE, d -> d.getAcross().set(2, new LineData(List.of(0), List.of(), 0L)));
        requireRefused(
                Reason.SHAPE,
                d -> d.getAcross().set(2, new LineData(Collections.nCopies(33, 0), Collections.nCopies(33, 1L), 0L)));
        requireRefused(Reason.SHAPE, d -> d.getProfiles().remove(3));
        for (int kind = 0; kind < 5; kind++) {
            int k = kind;
            requireRefused(Reason.SHAPE, d -> d.getProfiles().get(k).put("odds", ByteBuffer.allocate(7)));
            requireRefused(Reason.SHAPE, d -> d.getProfiles().get(k).put("first", ByteBuffer.allocate(0)));
            requireRefused(Reason.SHAPE, d -> first(d.getProfiles().get(k), 0, 3));
            requireRefused(Reason.SHAPE, d -> first(d.getProfiles().get(k), 4, 2));
            requireRefused(Reason.SHAPE, d -> first(d.getProfiles().get(k), 4, -1));
            requireRefused(Reason.SHAPE, d -> d.getProfiles().get(k).put("predictors", 64));
            requireRefused(Reason.SHAPE, d -> d.getProfiles().get(k).put("predictors", 2));
            requireRefused(
                    Reason.SHAPE, d -> d.getProfiles().get(k).getReferences().remove(0));
            requireRefused(
                    Reason.SHAPE, d -> d.getProfiles().get(k).getReferences().set(4, 2));
            requireRefused(
                    Reason.SHAPE, d -> d.getProfiles().get(k).getReferences().set(4, -2));
            requireRefused(Reason.SHAPE, d -> d.getProfiles().get(k).getCosts().remove(0));
            requireRefused(Reason.SHAPE, d -> d.getProfiles().get(k).getCosts().set(0, -1));
            requireRefused(Reason.SHAPE, d -> d.getProfiles().get(k).getCosts().set(0, Integer.MAX_VALUE));
        }
    }

    private static LineData line(int source) {
        return new LineData(new ArrayList<>(List.of(source)), new ArrayList<>(List.of(1L)), 0L);
    }

    private static void first(ProfileData profile, int lane, int predictor) {
        byte[] first = profile.getFirst().array().clone();
        first[lane] = (byte) predictor;
        profile.put("first", ByteBuffer.wrap(first));
    }

    private void requireRefused(Reason reason, Consumer<CodecData> harm) {
        sound = sound == null ? plan(true) : sound;
        ModelArtifact artifact = CodecStates.with(TestModels.artifact(model), sound);
        CodecData data = artifact.getCodec();
        data.put("grids", copies(data.getGrids()));
        data.put("latents", copies(data.getLatents()));
        data.put("within", new ArrayList<>(data.getWithin()));
        data.put("across", new ArrayList<>(data.getAcross()));
        data.put("joint", new ArrayList<>(data.getJoint()));
        data.put("profiles", new ArrayList<>(data.getProfiles()));
        for (ProfileData profile : data.getProfiles()) {
            profile.put("references", new ArrayList<>(profile.getReferences()));
            profile.put("costs", new ArrayList<>(profile.getCosts()));
        }
        harm.accept(data);
        byte[] bytes = ArtifactWriter.write(artifact);
        assertThatThrownBy(() -> ArtifactReader.load(bytes, 1 << 22, TestModels.PIPELINE))
                .isInstanceOfSatisfying(
                        ArtifactException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static List<GridData> copies(List<GridData> grids) {
        List<GridData> copies = new ArrayList<>();
        for (GridData g : grids) {
            copies.add(new GridData(g.getName(), g.getKind(), g.getOrigin(), g.getBound(), g.getStep()));
        }
        return copies;
    }

    private PackingPlan plan(boolean latent) {
        Bound bound = Bound.relative(0.02);
        CodecState fitted = CodecFit.fit(
                model.version(),
                Records.complete(null, restored(300)),
                Collections.nCopies(numbers.count(), bound),
                latent ? new Restored(autoencoder()) : null);
        assertThat(fitted.latents()).hasSize(latent ? 2 : 0);
        CodecState state = CodecState.of(
                fitted.version(),
                fitted.grids(),
                fitted.latents(),
                autoencoder(),
                fitted.within(),
                fitted.across(),
                fitted.joint(),
                fitted.profiles());
        return new PackingPlan(numbers, state, 1_700_000_000_000L, List.of(TEMPLATE));
    }

    private Autoencoder autoencoder() {
        return ModelAutoencoder.of(model, numbers).orElseThrow();
    }

    /** Rows that the model restores, so that its latent pays. */
    private double[][] restored(int size) {
        Autoencoder autoencoder = autoencoder();
        Random random = new Random(6);
        double[][] rows = new double[size][numbers.count()];
        for (double[] row : rows) {
            autoencoder.decode(new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()}, row);
        }
        return rows;
    }

    /** An encoder that finds the latent of rows that the model restores: the nearest of many. */
    private static final class Restored implements Autoencoder {

        private final Autoencoder decoder;
        private final float[][] latents = new float[2_000][2];
        private final double[][] rows = new double[2_000][];

        Restored(Autoencoder decoder) {
            this.decoder = decoder;
            Random random = new Random(6);
            for (int i = 0; i < rows.length; i++) {
                latents[i] = new float[] {(float) random.nextGaussian(), (float) random.nextGaussian()};
                rows[i] = new double[7];
                decoder.decode(latents[i], rows[i]);
            }
        }

        @Override
        public int latents() {
            return 2;
        }

        @Override
        public float[] encode(double[] values) {
            int best = 0;
            for (int i = 0; i < rows.length; i++) {
                best = distance(rows[i], values) < distance(rows[best], values) ? i : best;
            }
            return latents[best];
        }

        private static double distance(double[] a, double[] b) {
            double sum = 0;
            for (int f = 0; f < a.length; f++) {
                sum += (a[f] - b[f]) * (a[f] - b[f]);
            }
            return sum;
        }

        @Override
        public void decode(float[] latent, double[] values) {
            decoder.decode(latent, values);
        }
    }

    private static double[][] rows(int size, long seed) {
        Random random = new Random(seed);
        double[][] rows = new double[size][7];
        for (double[] row : rows) {
            Arrays.setAll(row, f -> random.nextGaussian());
        }
        return rows;
    }
}
