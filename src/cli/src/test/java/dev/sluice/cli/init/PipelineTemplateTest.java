package dev.sluice.cli.init;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineTemplateTest {

    private static final String SERVERS = "localhost:9092";

    private static Survey survey(String... values) {
        List<ConsumerRecord<byte[], byte[]>> sample = Arrays.stream(values)
                .map(v -> new ConsumerRecord<byte[], byte[]>("telemetry", 0, 0, null, v.getBytes(UTF_8)))
                .toList();
        InputConfig input = FormatGuess.of(
                "telemetry", sample.stream().map(ConsumerRecord::value).toList());
        return Survey.of(input, input.fieldReader(), sample);
    }

    private static String text(Survey survey, String... ignored) {
        return PipelineTemplate.text("pumps", SERVERS, "", survey, survey.ignored(List.of(ignored)));
    }

    private static PipelineConfig parse(String yaml) {
        return PipelineFile.parse(yaml, "test", Map.of());
    }

    @Test
    void writesAFileThatMeansTheDefaults() {
        Survey survey = survey("{\"x\":1,\"note\":\"hi\"}", "{\"x\":2.5}");
        assertThat(parse(text(survey)))
                .isEqualTo(PipelineConfig.of(
                        "pumps", Map.of("bootstrap.servers", SERVERS), InputConfig.json("telemetry")));
    }

    @Test
    void whatIsCommentedOutIsTheDefault() {
        String uncommented = PipelineTemplate.OPTIONAL.stream()
                .map(l -> l.replaceFirst("^# ?", ""))
                .collect(Collectors.joining("\n", "pipeline: pumps\ninput: {topic: telemetry}\n", "\n"));
        assertThat(uncommented).contains("\n  budget: 1 per day per entity");
        assertThat(parse(uncommented)).isEqualTo(parse("pipeline: pumps\ninput: {topic: telemetry}\n"));
    }

    @Test
    void theListedFeaturesCanBeUncommented() {
        String text = text(survey("{\"x\":1,\"on\":3,\"a b\":{\"c\\\"\":2}}"));
        String uncommented = text.replace("features: auto", "# auto")
                .replace("# features:", "features:")
                .replace("#   - {", "  - {");
        assertThat(parse(uncommented).features()).extracting(f -> f.field()).containsExactly("x", "on", "a b.c\"");
    }

    @Test
    void whereAFieldIsIgnoredTheOthersAreListedAndASquareArrayIsAPicture() {
        String pixels = IntStream.range(0, 64).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        Survey survey = survey("{\"pixels\":" + pixels + ",\"label\":7,\"xy\":[1,2]}");
        assertThat(parse(text(survey, "label")).features())
                .containsExactly(FeatureSpec.array("pixels", List.of(8, 8, 1)), FeatureSpec.array("xy", List.of(2)));
        assertThat(text(survey)).contains("# features:\n#   - {field: pixels, type: array, shape: [8, 8, 1]}");
        assertThatThrownBy(() -> text(survey, "digit")).hasMessageContaining("which has pixels, label, xy");
    }

    @Test
    void describesTheRangeOfAField() {
        Survey survey = survey("{\"x\":1,\"z\":3}", "{\"x\":2.5,\"z\":3}", "{\"z\":3}", "{\"x\":-1,\"z\":3}");
        assertThat(text(survey))
                .containsPattern("- \\{field: x} +# -1 to 2.5, missing in 25 %")
                .containsPattern("- \\{field: z} +# always 3\n");
    }

    @Test
    void readsCsvWithTheSeparatorAndANumberForEachColumn() {
        PipelineConfig config = parse(text(survey("1;2,5;x", "3;4,5;y")));
        assertThat(config.input().format()).isEqualTo(Format.CSV);
        assertThat(config.input().separator()).isEqualTo(';');
        assertThat(config.input().columns()).containsExactly("c0", "c1", "c2");
    }

    @Test
    void takesTheColumnNamesOfAHeaderThatWasSentToo() {
        // One header among so many numbers is no reason to take the columns for text.
        Survey survey = survey(Stream.concat(
                        Stream.of("pressure\tflow"), IntStream.range(0, 20).mapToObj(i -> i % 3 + "\t" + i % 5))
                .toArray(String[]::new));
        PipelineConfig config = parse(text(survey));
        assertThat(config.input().columns()).containsExactly("pressure", "flow");
        assertThat(config.input().separator()).isEqualTo('\t');
    }

    @Test
    void namesAFieldThatLooksLikeATime() {
        Survey survey = survey("{\"ts\":\"2026-01-01T00:00:00Z\",\"x\":1}");
        assertThat(text(survey)).contains("or a field, such as ts\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "pumps-1", "a.b", "localhost:9092", "null", "Yes", "1", "1.5", "a b", "a:", "#", "é\"\\\tx"
            })
    void namesComeBackFromYamlAsTheyWere(String name) {
        String yaml = "pipeline: p\ninput: {topic: t}\nfeatures:\n  - {field: " + PipelineTemplate.scalar(name) + "}\n";
        assertThat(parse(yaml).features().get(0).field()).isEqualTo(name);
    }
}
