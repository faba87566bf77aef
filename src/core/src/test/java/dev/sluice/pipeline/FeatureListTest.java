package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.feature.Clip;
import dev.sluice.feature.Cycle;
import dev.sluice.feature.Derive;
import dev.sluice.feature.Derived;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Normalize;
import dev.sluice.feature.Scale;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureListTest {

    private static PipelineConfig parse(String more) {
        return PipelineFile.parse("pipeline: pumps\ninput: {topic: t}\n" + more, "pumps.yaml", Map.of());
    }

    private static final String ALL = """
            features:
              - flow
              - {field: load, scale: quantile, clip: [-1, 2.5], normalize: entity, derive: [difference, average], span: 5}
              - {field: bytes, type: number, scale: signed-log}
              - {field: on, type: boolean}
              - {field: spectrum, type: array, size: 64}
              - {field: image, type: array, shape: [28, 28, 1], scale: standard, clip: [0, 255]}
              - {field: status, type: categorical}
              - {field: host, type: categorical, top: 3}
              - {type: time, of: [hour-of-day, day-of-week]}
              - {field: message, type: text, dimensions: 64}
            """;

    @Test
    void readsEveryType() {
        assertThat(parse(ALL).features())
                .containsExactly(
                        new FeatureSpec("flow"),
                        new FeatureSpec("load")
                                .with(Scale.QUANTILE, Normalize.ENTITY, new Clip(-1, 2.5))
                                .with(new Derive(List.of(Derived.DIFFERENCE, Derived.AVERAGE), 5)),
                        new FeatureSpec("bytes", Scale.SIGNED_LOG),
                        FeatureSpec.bool("on"),
                        FeatureSpec.array("spectrum", List.of(64)),
                        FeatureSpec.array("image", List.of(28, 28, 1))
                                .with(Scale.STANDARD, Normalize.PIPELINE, new Clip(0, 255)),
                        FeatureSpec.categorical("status", 16),
                        FeatureSpec.categorical("host", 3),
                        FeatureSpec.time(List.of(Cycle.HOUR_OF_DAY, Cycle.DAY_OF_WEEK), ZoneOffset.UTC),
                        FeatureSpec.text("message", 64));
        assertThat(parse("features: [a, {type: time, of: [day-of-year], zone: Europe/Berlin}]")
                        .features()
                        .get(1)
                        .zone())
                .isEqualTo(ZoneId.of("Europe/Berlin"));
    }

    @Test
    void whatIsRenderedReadsBackEqual() {
        PipelineConfig config = PipelineFile.parse(
                "pipeline: pumps\ninput: {topic: t, normalize: entity, derive: [deviation], span: 9, max-missing: 0.25}\n"
                        + ALL,
                "p",
                Map.of());
        assertThat(PipelineFile.parse(PipelineFile.render(config), "p", Map.of()))
                .isEqualTo(config);
        assertThat(config.input().maxMissing()).isEqualTo(0.25);
    }

    @Test
    void theInputsChoiceHoldsForNumbersThatMakeNone() {
        List<FeatureSpec> features = PipelineFile.parse(
                        "pipeline: pumps\ninput: {topic: t, normalize: entity, derive: [difference], span: 6}\n"
                                + "features: [a, {field: b, normalize: pipeline, derive: [average]}, {field: c, type: array, size: 3}]",
                        "p",
                        Map.of())
                .features();
        assertThat(features)
                .extracting(FeatureSpec::normalize)
                .containsExactly(Normalize.ENTITY, Normalize.PIPELINE, Normalize.PIPELINE);
        assertThat(features)
                .extracting(FeatureSpec::derive)
                .containsExactly(
                        new Derive(List.of(Derived.DIFFERENCE), 6),
                        new Derive(List.of(Derived.AVERAGE), Derive.DEFAULT_SPAN),
                        Derive.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "{field: a, type: txt}|[0].type: expected one of number, array, boolean, categorical, time, text, got \"txt\"",
                "{field: a, top: 3}|[0].top: does not go with type number, which has field, scale, clip, normalize, derive, span",
                "{field: a, type: text, scale: auto}|[0].scale: does not go with type text, which has field, dimensions",
                "{field: a, type: array}|[0]: expected the array's size or its shape, such as size: 784 or shape: [28, 28, 1], got neither",
                "{field: a, type: array, size: 0}|[0].size: expected a whole number from 1 to 65536, got \"0\"",
                "{field: a, type: array, shape: [900, 900]}|[0].shape: a: expected an array of 1 to 65536 elements, got shape [900, 900]",
                "{field: a, type: array, shape: []}|[0].shape: expected a list of lengths such as [28, 28, 1], got a list",
                "{field: a, type: categorical, top: many}|[0].top: expected a whole number from 1 to 4096, got \"many\"",
                "{type: time}|[0]: expected {type: time, of: [hour-of-day, day-of-week]}, got no of",
                "{type: time, of: [hour]}|[0].of[0]: expected one of minute-of-hour, hour-of-day, day-of-week, day-of-year, got \"hour\"",
                "{type: time, of: [hour-of-day], zone: Mars}|[0].zone: expected a time zone such as Europe/Berlin or +02:00, got \"Mars\"",
                "{type: time, of: [hour-of-day]}|: expected at least one feature besides time, which is never judged itself",
                "{field: a, clip: [5, 1]}|[0].clip: expected two numbers, the lower one first, such as [0, 100]",
                "{field: a, derive: [sum]}|[0].derive[0]: expected one of difference, average, deviation, got \"sum\"",
                "{field: a, span: 5}|[0].span: needs a list of what to derive, such as derive: [average]",
                "{field: a, derive: [average], span: 1}|[0].span: expected a whole number from 2 to 100000, got \"1\"",
                "{field: a, type: text, derive: [average]}|[0].derive: does not go with type text, which has field, dimensions",
                "{field: a, clip: 7}|[0].clip: expected two numbers, the lower one first, such as [0, 100]",
                "{field: a, normalize: host}|[0].normalize: expected one of pipeline, entity, got \"host\"",
                "{field: a, dimension: 3}|[0].dimension: unknown key; the nearest known key is \"dimensions\"",
                "{type: categorical}|[0]: expected {field: NAME, scale: SCALE}, got no field",
            })
    void saysWhatIsWrongAndWhere(String item, String message) {
        assertThatThrownBy(() -> parse("features:\n  - " + item + "\n"))
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith("features" + message);
    }

    @Test
    void anArrayOfCsvRecordsIsAColumnOrAsManyAsItHasElements() {
        String head = "pipeline: p\ninput: {topic: t, format: csv, columns: [p0, p1, p2, q]}\n";
        assertThat(PipelineFile.parse(head + "features: [{field: p, type: array, size: 3}]", "p", Map.of())
                        .features())
                .hasSize(1);
        PipelineFile.parse(head + "features: [{field: q, type: array, size: 9}]", "p", Map.of());
        assertThatThrownBy(
                        () -> PipelineFile.parse(head + "features: [{field: p, type: array, size: 4}]", "p", Map.of()))
                .hasMessageStartingWith(
                        "features: field \"p\" is not in input.columns, nor are there just 4 columns p0, p1 and so on");
    }

    @Test
    void aShareIsFromZeroToOne() {
        assertThatThrownBy(() -> PipelineFile.parse("pipeline: p\ninput: {topic: t, max-missing: 2}", "p", Map.of()))
                .hasMessageStartingWith("input.max-missing: expected a share from 0 to 1, got \"2\"");
    }
}
