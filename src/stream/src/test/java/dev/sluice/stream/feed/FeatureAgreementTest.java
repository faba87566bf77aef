package dev.sluice.stream.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.feature.Clip;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Normalize;
import dev.sluice.feature.Observation;
import dev.sluice.feature.Scale;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureAgreementTest {

    private static FeatureEncoder model(FeatureSpec... specs) {
        return FeatureEncoder.fit(List.of(specs), new Observation[] {Observation.of(List.of(specs))});
    }

    @Test
    void theSameFeaturesInAnotherOrderAgree() {
        FeatureEncoder model = model(new FeatureSpec("a"), FeatureSpec.categorical("c", 3));

        assertThat(FeatureAgreement.differences(List.of(FeatureSpec.categorical("c", 3), new FeatureSpec("a")), model))
                .isEmpty();
        assertThat(FeatureAgreement.differences(List.of(), model)).isEmpty();
    }

    @Test
    void everySettingIsCompared() {
        FeatureEncoder model = model(
                new FeatureSpec("a"),
                FeatureSpec.categorical("c", 3),
                FeatureSpec.array("p", List.of(4)),
                FeatureSpec.text("t", 8),
                new FeatureSpec("old"));

        assertThat(FeatureAgreement.differences(
                        List.of(
                                new FeatureSpec("a").with(Scale.ROBUST, Normalize.ENTITY, new Clip(0, 1)),
                                FeatureSpec.categorical("c", 4),
                                FeatureSpec.array("p", List.of(2, 2)),
                                new FeatureSpec("t"),
                                FeatureSpec.bool("new")),
                        model))
                .hasValue(
                        "only in the model: old; only in the file: new; set differently: "
                                + "a (clip: model none, file [0.0, 1.0]; normalize: model pipeline, file entity; scale: model standard, file robust), "
                                + "c (top: model 3, file 4), p (shape: model [4], file [2, 2]), "
                                + "t (dimensions: model 8, file none; normalize: model none, file pipeline; scale: model none, file standard; type: model text, file number)");
    }
}
