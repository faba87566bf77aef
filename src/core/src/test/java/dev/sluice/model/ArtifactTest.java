package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.alert.OpeningRule;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.OpeningState;
import dev.sluice.contract.ReferenceState;
import dev.sluice.drift.DriftReference;
import dev.sluice.drift.ReferenceFit;
import dev.sluice.drift.SignalReference;
import dev.sluice.feature.Observation;
import dev.sluice.model.ArtifactException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArtifactTest {

    private static final int MAX = 1 << 20;
    private static final String[] FIELDS = {"pressure", "flow", "temp"};
    private final byte[] good = ArtifactWriter.write(TestModels.artifact(3, 2, FIELDS));

    @Test
    void whatWasWrittenScoresTheSameToTheBit() throws ArtifactException {
        CompiledModel original = TestModels.model(3, 2, FIELDS);
        CompiledModel read = ArtifactReader.load(good, MAX, TestModels.PIPELINE).model();
        ScoredRecord expected = original.newScoredRecord();
        ScoredRecord actual = read.newScoredRecord();
        Random random = new Random(9);
        for (int n = 0; n < 200; n++) {
            Observation observed =
                    Observation.of(random.nextGaussian(), 30 * random.nextGaussian(), n % 7 == 0 ? Double.NaN : n);
            original.score(observed, original.newMemory(), expected);
            read.score(observed, read.newMemory(), actual);
            assertThat(actual.latent()).isEqualTo(expected.latent());
            assertThat(actual.reconstruction()).isEqualTo(expected.reconstruction());
            assertThat(actual.score()).isEqualTo(expected.score());
            assertThat(actual.pValue()).isEqualTo(expected.pValue());
        }
        assertThat(read.version()).isEqualTo(3);
        assertThat(read.fields()).containsExactly(FIELDS);
    }

    @Test
    void theSameArtifactGivesTheSameBytes() {
        assertThat(ArtifactWriter.write(TestModels.artifact(3, 2, FIELDS))).isEqualTo(good);
    }

    @Test
    void everyTruncationIsRejected() {
        for (int length = 0; length < good.length; length++) {
            ArtifactException e = rejection(Arrays.copyOf(good, length));
            assertThat(e.reason())
                    .as("first %d bytes", length)
                    .isEqualTo(length < ArtifactFormat.MAGIC.length ? Reason.NOT_AN_ARTIFACT : Reason.TRUNCATED);
        }
        assertThat(rejection(Arrays.copyOf(good, good.length + 1)).reason()).isEqualTo(Reason.TRUNCATED);
    }

    @Test
    void everyFlippedByteIsRejected() {
        for (int at = 0; at < good.length; at++) {
            byte[] flipped = good.clone();
            flipped[at] ^= (byte) 0xFF;
            ArtifactException e = rejection(flipped);
            if (at >= ArtifactFormat.DIGEST_AT) {
                assertThat(e.reason()).as("byte %d", at).isEqualTo(Reason.DIGEST);
            } else if (at < ArtifactFormat.MAGIC.length) {
                assertThat(e.reason()).as("byte %d", at).isEqualTo(Reason.NOT_AN_ARTIFACT);
            }
        }
    }

    @Test
    void tooLargeIsSaidWithTheLimitBeforeAnythingElse() {
        ArtifactException e = catchThrowableOfType(
                ArtifactException.class, () -> ArtifactReader.load(good, good.length - 1, TestModels.PIPELINE));
        assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(e)
                .hasMessage("artifact has " + good.length + " bytes, models.max-bytes allows " + (good.length - 1));
    }

    @Test
    void aNewerFormatAsksForAnUpgrade() {
        byte[] newer = good.clone();
        newer[ArtifactFormat.VERSION_AT + 3] = 9;
        ArtifactException e = rejection(newer);
        assertThat(e.reason()).isEqualTo(Reason.NEWER_FORMAT);
        assertThat(e).hasMessageContaining("artifact format 9 is newer than 3").hasMessageContaining("upgrade");
    }

    @Test
    void anEarlierFormatAsksForARetrain() {
        byte[] older = good.clone();
        older[ArtifactFormat.VERSION_AT + 3] = 1;
        ArtifactException e = rejection(older);
        assertThat(e.reason()).isEqualTo(Reason.OLDER_FORMAT);
        assertThat(e)
                .hasMessage(
                        "artifact format 1 was made by an earlier version of Sluice, this one reads format 2: retrain");
    }

    @Test
    void anotherPipelinesModelIsRejected() {
        ArtifactException e =
                catchThrowableOfType(ArtifactException.class, () -> ArtifactReader.load(good, MAX, "fans"));
        assertThat(e.reason()).isEqualTo(Reason.WRONG_PIPELINE);
        assertThat(e).hasMessage("artifact belongs to pipeline \"pumps\", not \"fans\"");
    }

    @Test
    void hostilePayloadsWithAValidDigestEndInAnArtifactException() {
        Random random = new Random(17);
        int header = ArtifactFormat.BODY_AT;
        int schema = ByteBuffer.wrap(good).getInt(ArtifactFormat.SCHEMA_LENGTH_AT);
        for (int n = 0; n < 3000; n++) {
            byte[] hostile = good.clone();
            int from = n % 3 == 0 ? header : header + schema;
            for (int k = 0; k <= n % 4; k++) {
                hostile[random.nextInt(from, hostile.length)] = (byte) random.nextInt();
            }
            reseal(hostile);
            try {
                ArtifactReader.load(hostile, MAX, TestModels.PIPELINE);
            } catch (ArtifactException expected) {
                assertThat(expected.getMessage()).hasSizeLessThan(500);
            }
        }
    }

    @Test
    void aSchemaThatIsNotOneIsMalformed() {
        byte[] hostile = good.clone();
        Arrays.fill(hostile, ArtifactFormat.BODY_AT, ArtifactFormat.BODY_AT + 4000, (byte) '[');
        reseal(hostile);
        assertThat(rejection(hostile).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void aWeightThatIsNotFiniteIsNamed() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            ArtifactException e = rejection(altered(a -> a.getDecoderLayers()
                    .get(1)
                    .getWeights()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(4, bad)));
            assertThat(e.reason()).isEqualTo(Reason.NOT_FINITE);
            assertThat(e).hasMessage("decoder layer 1 weights must be finite");
        }
    }

    @Test
    void changedWeightsDoNotReproduceTheGoldenVectors() {
        ArtifactException e = rejection(altered(a -> a.getEncoderLayers()
                .get(0)
                .getWeights()
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(0, 0.125f)));
        assertThat(e.reason()).isEqualTo(Reason.GOLDEN);
        assertThat(e).hasMessageContaining("golden vector 0 is not reproduced");
    }

    @Test
    void dimensionsThatDoNotFitAreRejected() {
        assertThat(rejection(altered(a -> a.getFeatures().remove(0))).reason()).isEqualTo(Reason.SHAPE);
        assertThat(rejection(altered(a -> a.getEncoderLayers().remove(1))).reason())
                .isEqualTo(Reason.SHAPE);
        assertThat(rejection(altered(a -> a.getEncoderLayers().clear())).reason())
                .isEqualTo(Reason.SHAPE);
        assertThat(rejection(altered(a ->
                                a.getDetector().getVectors().put("scale", Floats.encode(new float[] {1, 1, 1, 1, 1}))))
                        .reason())
                .isEqualTo(Reason.SHAPE);
        assertThat(rejection(altered(a -> a.getEncoderLayers().get(0).put("inputs", Integer.MAX_VALUE)))
                        .reason())
                .isEqualTo(Reason.SHAPE);
        assertThat(rejection(altered(a -> a.getFeatures().get(0).put("spread", -1.0)))
                        .reason())
                .isEqualTo(Reason.SHAPE);
        assertThat(rejection(altered(a -> a.getFeatures().get(1).put("field", "pressure")))
                        .reason())
                .isEqualTo(Reason.SHAPE);
        assertThat(rejection(altered(a -> a.getCalibration().put("tailShape", -0.5)))
                        .reason())
                .isEqualTo(Reason.SHAPE);
        assertThat(rejection(altered(a -> a.getEncoderLayers().get(0).put("activation", "relux")))
                        .reason())
                .isEqualTo(Reason.SHAPE);
    }

    @Test
    void aReferenceComesBackAsItWasAndAnArtifactWithoutOneHasNone() throws ArtifactException {
        assertThat(ArtifactReader.load(good, MAX, TestModels.PIPELINE).reference())
                .isEmpty();
        DriftReference reference = reference();

        LoadedModel loaded =
                ArtifactReader.load(altered(a -> ReferenceStates.with(a, reference)), MAX, TestModels.PIPELINE);

        DriftReference read = loaded.reference().orElseThrow();
        assertThat(read.parts()).containsExactly(16);
        assertThat(read.records()).isEqualTo(5_000);
        assertThat(read.score()).isPresent();
        assertThat(read.signals()).extracting(SignalReference::name).containsExactly(FIELDS);
        for (int s = 0; s < FIELDS.length; s++) {
            assertThat(read.signals().get(s).wanders())
                    .isEqualTo(reference.signals().get(s).wanders());
            assertThat(read.signals().get(s).counts().byBin())
                    .isEqualTo(reference.signals().get(s).counts().byBin());
            assertThat(read.signals().get(s).cuts().values())
                    .isEqualTo(reference.signals().get(s).cuts().values());
        }
    }

    private static DriftReference reference() {
        Random random = new Random(1);
        Observation[] rows = Stream.generate(
                        () -> Observation.of(random.nextGaussian(), random.nextGaussian(), random.nextGaussian()))
                .limit(1_000)
                .toArray(Observation[]::new);
        return ReferenceFit.fit(
                TestModels.model(1, 2, FIELDS).features(),
                rows,
                random.doubles(1_000).toArray(),
                5_000);
    }

    @Test
    void aReferenceThatNoHistoryCanHaveGivenIsRefused() {
        List<Consumer<ReferenceState>> changes = List.of(
                r -> r.put("records", 0L),
                r -> r.getParts().set(0, 0),
                r -> r.getParts().set(0, Integer.MAX_VALUE),
                r -> r.getParts().clear(),
                r -> r.getSignals().remove(0),
                r -> r.getSignals().add(r.getSignals().get(0)),
                r -> r.getSignals().get(0).put("name", "elsewhere"),
                r -> r.getSignals().get(0).getCuts().set(1, Double.NaN),
                r -> r.getSignals().get(0).getCuts().set(1, Double.NEGATIVE_INFINITY),
                r -> r.getSignals().get(0).getCuts().remove(0),
                r -> r.getSignals().get(0).getCounts().set(0, -1L),
                r -> r.getSignals().get(0).getCounts().set(0, Long.MAX_VALUE),
                r -> r.getSignals().get(0).getCounts().clear(),
                r -> r.getSignals().get(0).put("missing", -1L),
                r -> r.getSignals().get(0).getWanders().clear(),
                r -> r.getSignals().get(0).getWanders().get(0).put("rows", 0.0),
                r -> r.getSignals().get(0).getWanders().get(0).put("index", Double.NaN),
                r -> r.getSignals().get(0).getWanders().get(0).put("freedom", 0.0),
                r -> r.getSignals().get(0).getWanders().get(0).put("mostDistance", 2.0),
                r -> r.getScore().getCounts().clear());
        byte[] referenced = altered(a -> ReferenceStates.with(a, reference()));
        for (Consumer<ReferenceState> change : changes) {
            assertThat(rejection(altered(referenced, a -> change.accept(a.getReference())))
                            .reason())
                    .isEqualTo(Reason.SHAPE);
        }
    }

    @Test
    void anArtifactWithoutGoldenVectorsOrWithAnUnknownDetectorIsRejected() {
        assertThat(rejection(altered(a -> a.getGolden().clear())).reason()).isEqualTo(Reason.GOLDEN);
        assertThat(rejection(altered(a -> a.getDetector().put("kind", "oracle")))
                        .reason())
                .isEqualTo(Reason.MALFORMED);
        assertThat(rejection(altered(a -> a.put("version", 0))).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void theSchemaTravelsInsideSoThatOthersCanReadIt() {
        String text = new String(good, StandardCharsets.UTF_8);
        assertThat(text).contains("\"name\":\"ModelArtifact\"").contains("Held-out rows n.");
    }

    private static ArtifactException rejection(byte[] bytes) {
        ArtifactException e = catchThrowableOfType(
                ArtifactException.class, () -> ArtifactReader.load(bytes, MAX, TestModels.PIPELINE));
        assertThat(e).as("must be rejected").isNotNull();
        return e;
    }

    /** A good artifact with one change, sealed with a valid digest. */
    private byte[] altered(Consumer<ModelArtifact> change) {
        return altered(good, change);
    }

    private static byte[] altered(byte[] bytes, Consumer<ModelArtifact> change) {
        try {
            ModelArtifact artifact = ArtifactReader.read(bytes, MAX);
            change.accept(artifact);
            return ArtifactWriter.write(artifact);
        } catch (ArtifactException e) {
            throw new AssertionError(e);
        }
    }

    private static void reseal(byte[] bytes) {
        System.arraycopy(
                ArtifactFormat.digest(bytes, bytes.length),
                0,
                bytes,
                ArtifactFormat.DIGEST_AT,
                ArtifactFormat.DIGEST_LENGTH);
    }

    @Test
    void whenIncidentsOpenComesBackAndIsDefaultedWhereItIsNotThere() throws Exception {
        CompiledModel plain = TestModels.model(1, 2, "a", "b", "c");
        OpeningRule rule = new OpeningRule(2, 7, -9.5, -3, 4, 1e-5);
        CompiledModel model = new CompiledModel(
                1,
                1,
                plain.features(),
                plain.encoder(),
                plain.decoder(),
                Optional.empty(),
                plain.statistic(),
                plain.calibration(),
                rule);
        ModelArtifact artifact = TestModels.artifact(model);
        assertThat(ModelCompiler.compile(artifact).opening()).isEqualTo(rule);

        artifact.put(ModelArtifact.getClassSchema().getField("opening").pos(), null);
        assertThat(ModelCompiler.compile(artifact).opening())
                .isEqualTo(OpeningRule.of(plain.calibration().alertProbability()));

        artifact.put(
                ModelArtifact.getClassSchema().getField("opening").pos(), new OpeningState(0, 7, -9.5, -3.0, 4, 1e-5));
        assertThatThrownBy(() -> ModelCompiler.compile(artifact))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("0 of 7");
    }
}
