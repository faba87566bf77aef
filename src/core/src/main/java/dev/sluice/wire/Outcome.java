package dev.sluice.wire;

import dev.sluice.contract.FieldContribution;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.Observation;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.ScoredRecord;
import dev.sluice.record.Untrusted;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * All that the outputs tell of one scored record: where it came from, what it came to, and the fields that contributed
 * most. Reused from record to record.
 */
public final class Outcome {

    private static final int TOP_FIELDS = 3;

    final ScoredRecord scored;
    final int version;
    final int space;

    String topic;
    int partition;
    long offset;
    long timestamp; // milliseconds since the epoch
    byte[] entity; // well-formed UTF-8; null where there is none

    byte[] quantized; // null where the latent is written as it is
    float scale; // of the quantized latent

    int fields; // how many contributed
    final int[] top = new int[TOP_FIELDS]; // features, the largest part first
    final double[] observed = new double[TOP_FIELDS];
    final double[] expected = new double[TOP_FIELDS];
    final double[] share = new double[TOP_FIELDS];
    final String[] observedText = new String[TOP_FIELDS];
    final String[] expectedText = new String[TOP_FIELDS];

    private final CompiledModel model;
    private final List<String> names; // of the features

    /** @param scored made by this model; read whenever something is written */
    public Outcome(CompiledModel model, ScoredRecord scored) {
        this.model = model;
        this.names = model.fields();
        this.scored = scored;
        this.version = model.version();
        this.space = model.space();
    }

    /** Where the record came from. */
    public void at(String inputTopic, int inputPartition, long inputOffset) {
        topic = inputTopic;
        partition = inputPartition;
        offset = inputOffset;
    }

    /**
     * When and about what the record is.
     *
     * @param millis since the epoch
     * @param name the entity's bytes; what is not UTF-8 in them is replaced, as in any text. Null where there is none
     */
    public void of(long millis, byte[] name) {
        timestamp = millis;
        entity = name == null || isAscii(name)
                ? name
                : new String(name, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isAscii(byte[] name) {
        for (byte b : name) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** Takes over the fields that contributed most to what was scored. */
    public void contributions(Observation observation) {
        FeatureEncoder features = model.features();
        fields = scored.topFeatures(top);
        for (int i = 0; i < fields; i++) {
            int feature = top[i];
            observed[i] = features.observed(feature, observation);
            expected[i] = model.expected(scored, feature);
            share[i] = scored.share(feature);
            observedText[i] = brief(features.observedText(feature, observation));
            expectedText[i] = brief(features.expectedText(feature, scored.reconstruction()));
        }
    }

    /** The input has the whole of it; here it only has to be recognized. */
    private static String brief(String text) {
        return text == null ? null : Untrusted.brief(text);
    }

    /** The latent is written as {@code byte[latents]} with this step. */
    public void quantized(byte[] steps, float step) {
        quantized = steps;
        scale = step;
    }

    /** The fields that contributed most, largest first. */
    public List<FieldContribution> contributions() {
        List<FieldContribution> contributions = new ArrayList<>(fields);
        for (int i = 0; i < fields; i++) {
            contributions.add(new FieldContribution(
                    names.get(top[i]), observed[i], expected[i], share[i], observedText[i], expectedText[i]));
        }
        return contributions;
    }

    /** The entity as text; null where there is none. */
    public String entityText() {
        return entity == null ? null : new String(entity, StandardCharsets.UTF_8);
    }
}
