package dev.sluice.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Check;
import dev.sluice.contract.Decision;
import dev.sluice.contract.Exclusion;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.TestModels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelDiffTest {

    private static String diff(ModelArtifact left, ModelArtifact right) {
        return diff(left, Optional.empty(), right, Optional.empty());
    }

    private static String diff(
            ModelArtifact left, Optional<Activation> ours, ModelArtifact right, Optional<Activation> others) {
        return String.join("\n", new ModelDiff(left, ours).compare(new ModelDiff(right, others)));
    }

    private static Optional<Activation> judged(Decision decision, double error) {
        Check check = new Check("reconstruction-error", null, error, 1.0, false, true, "");
        return Optional.of(new Activation("pumps", 1, decision, "why", "trainer", 1L, Map.of(), List.of(check)));
    }

    @Test
    void aModelDoesNotDifferFromItself() {
        ModelArtifact model = TestModels.artifact(1, 2, "a", "b", "c");
        assertThat(diff(model, model))
                .containsPattern("version 1 +version 1 +difference")
                .containsPattern("largest weight difference +none")
                .containsPattern("configuration +none")
                .doesNotContain("differs", "added", "removed", "scaled otherwise");
    }

    @Test
    void tellsWhichFeaturesCameWentOrAreScaledOtherwise() {
        ModelArtifact left = TestModels.artifact(1, 2, "a", "b", "c");
        ModelArtifact right = TestModels.artifact(2, 2, "b", "c", "d", "e");
        right.getFeatures().get(0).put("center", 5.0);
        assertThat(diff(left, right))
                .containsPattern("features +3 +4 +\\+1\n")
                .containsPattern("  a +number linear 0 ± 1 +- +removed")
                .containsPattern("  b +number linear 0 ± 1 +number linear 5 ± 1 +scaled otherwise")
                .containsPattern("  d +- +number linear 0 ± 1 +added")
                .containsPattern("network +3-4-2-4-3 +4-4-2-4-4 +differs")
                .contains("not comparable: other shapes");
    }

    @Test
    void tellsFiguresWindowsAndConfiguration() {
        ModelArtifact left = TestModels.artifact(1, 2, "a", "b", "c");
        ModelArtifact right = TestModels.artifact(2, 2, "a", "b", "c");
        left.getProvenance().put("configuration", "training: {seed: 1, batch: 128}\nmodel: {type: auto}\n");
        right.getProvenance().put("configuration", "training: {seed: 2, batch: 128}\n");
        right.getProvenance().put("exclusions", List.of(new Exclusion("t", 0, 1L, 2L, "incident", "")));
        right.getProvenance().put("judgedFrom", 1_000L);
        right.put("space", 1);
        assertThat(diff(left, judged(Decision.PROMOTED, 0.5), right, judged(Decision.REJECTED, 0.6)))
                .containsPattern("decided +promoted +rejected +differs")
                .containsPattern("  reconstruction-error +0.5 +0.6 +\\+20.0 %")
                .containsPattern("stretches excluded +none +1 incident +differs")
                .containsPattern("kept for the judge +none +from 1970-01-01T00:00:01Z +differs")
                .containsPattern("latents' space +unknown +of version 1 +differs")
                .containsPattern("largest weight difference +[0-9.]+ in [a-z]+ layer")
                .containsPattern("configuration +2 keys")
                .containsPattern("  model.type +auto +- +differs")
                .containsPattern("  training.seed +1 +2 +differs");
    }

    @Test
    void aConfigurationThatCannotBeReadIsPassedOver() {
        assertThat(FlatYaml.of("a: {b: [1, 2], c: x}\nd: 1")).isEqualTo(Map.of("a.b", "[1, 2]", "a.c", "x", "d", "1"));
        assertThat(FlatYaml.of("a: [")).isEmpty();
        assertThat(FlatYaml.of("!!java.net.URL [x]")).isEmpty();
        assertThat(FlatYaml.of("")).isEmpty();
    }
}
