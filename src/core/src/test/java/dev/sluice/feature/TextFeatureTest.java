package dev.sluice.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TextFeatureTest {

    private static final FeatureSpec SPEC = FeatureSpec.text("message", 128);

    private static Observation row(String text) {
        Observation row = new Observation(0, 1);
        row.texts[0] = text;
        return row;
    }

    private static TextFeature fit(String... texts) {
        return TextFeature.fit(SPEC, Stream.of(texts).map(TextFeatureTest::row).toArray(Observation[]::new), 0);
    }

    private static float[] vector(TextFeature feature, String text) {
        float[] columns = new float[feature.columns()];
        assertThat(feature.encode(row(text), 0, 0, EntityLevels.UNKNOWN, columns, 0))
                .isTrue();
        return columns;
    }

    private static double cosine(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum / (TextFeature.NORM * TextFeature.NORM);
    }

    @Test
    void numbersAndIdsAreFoldedSoThatLinesThatDifferInThemAloneAreAlike() {
        assertThat(TextGrams.fold("Block blk_-1608999687919862906 of 0x1F, took 12ms;  OK"))
                .isEqualTo("block blk # of # took #ms ok".toCharArray());
        assertThat(TextGrams.fold("id=deadbeef42 facade 4e6f0c1a-22")).isEqualTo("id # facade # #".toCharArray());
        TextFeature feature = fit("connection from 10.0.0.1 port 22", "disk full");
        assertThat(vector(feature, "connection from 192.168.1.77 port 8080"))
                .isEqualTo(vector(feature, "Connection from 10.0.0.1 port 22"));
    }

    @Test
    void likeTextsAreNearAndUnlikeOnesFar() {
        TextFeature feature = fit(
                "connection closed by peer",
                "connection opened by peer",
                "disk sda failed with error",
                "user logged in");
        float[] closed = vector(feature, "connection closed by peer");

        assertThat(cosine(closed, closed)).isCloseTo(1, within(1e-5));
        assertThat(cosine(closed, vector(feature, "connections closed by peers")))
                .isGreaterThan(0.6);
        assertThat(cosine(closed, vector(feature, "kernel panic: out of memory")))
                .isLessThan(0.35);
    }

    @Test
    void whatEveryTextHasWeighsLess() {
        TextFeature feature = fit("info alpha", "info beta", "info gamma", "info delta");
        double common = cosine(vector(feature, "info alpha"), vector(feature, "info omega"));
        TextFeature plain = fit("x");
        assertThat(common).isLessThan(cosine(vector(plain, "info alpha"), vector(plain, "info omega")));
    }

    @Test
    void theHashIsPartOfTheFormat() {
        assertThat(TextGrams.of("ok go")).containsExactly(TextGrams.of("OK  go!"));
        assertThat(TextGrams.of("ab")).hasSize(1);
        assertThat(TextGrams.of("")).isEmpty();
        assertThat(java.util.Arrays.hashCode(TextGrams.of("disk sda1 failed"))).isEqualTo(GOLDEN);
    }

    private static final int GOLDEN = -576150115;

    @Test
    void anyTextEndsInAFiniteVector() {
        TextFeature feature = fit("a b c", "d e f");
        Random random = new Random(5);
        for (int n = 0; n < 500; n++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                text.append((char) random.nextInt(n % 2 == 0 ? 0x10000 : 0x80));
            }
            for (float v : vector(feature, text.toString())) {
                assertThat(v).isFinite();
            }
        }
        assertThat(vector(feature, "")).containsOnly(0);
        assertThat(vector(feature, "日本語のログ 🙂🙂 ошибка")).isNotEqualTo(vector(feature, "日本語"));
        assertThat(vector(feature, "x".repeat(1_000_000))).hasSize(128);
    }

    @Test
    void aMissingTextTakesTheMean() {
        TextFeature feature = fit("disk full", null, "disk full");
        float[] columns = new float[128];
        assertThat(feature.encode(row(null), 0, 0, EntityLevels.UNKNOWN, columns, 0))
                .isFalse();
        feature.impute(columns, 0);
        assertThat(columns).isEqualTo(vector(feature, "disk full"));
    }

    @Test
    void unusableStateIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TextFeature(SPEC, new float[3], new float[128]))
                .withMessage("message: expected 16384 idf weights, got 3");
        float[] idf = new float[TextGrams.BUCKETS];
        idf[9] = Float.NaN;
        assertThatIllegalArgumentException().isThrownBy(() -> new TextFeature(SPEC, idf, new float[128]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TextFeature(SPEC, new float[TextGrams.BUCKETS], new float[1]));
    }
}
