package dev.sluice.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.feature.Derive;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Normalize;
import dev.sluice.feature.Scale;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeatureInferenceTest {

    private static final InputConfig JSON = InputConfig.json("telemetry");

    @Test
    void takesNumbersBooleansAndArraysInTheOrderOfTheirFirstAppearance() {
        assertThat(FeatureInference.infer(
                        JSON,
                        records(
                                "{\"flow\":1.5,\"host\":\"a\",\"sensor\":{\"temp\":3,\"ok\":true}}",
                                "{\"late\":1,\"flow\":null,\"sensor\":{\"temp\":4},\"list\":[1,2]}")))
                .containsExactly(
                        new FeatureSpec("flow", Scale.STANDARD),
                        new FeatureSpec("sensor.temp", Scale.STANDARD),
                        FeatureSpec.bool("sensor.ok"),
                        new FeatureSpec("late", Scale.STANDARD),
                        FeatureSpec.array("list", List.of(2)));
    }

    @Test
    void leavesOutTheEntityAndTheTimestamp() {
        InputConfig input = new InputConfig("telemetry", Format.JSON, "meta.id", "at", List.of(), ',');

        assertThat(names(input, records("{\"meta\":{\"id\":7},\"at\":1700000000,\"id\":2,\"flow\":1}")))
                .containsExactly("id", "flow");
    }

    @Test
    void moreColumnsThanAModelMayHaveAreAnErrorThatSaysWhatToDo() {
        String wide = "[" + "1,".repeat(39_999) + "1]";
        assertThatThrownBy(() -> FeatureInference.infer(JSON, records("{\"a\":" + wide + ",\"b\":" + wide + "}")))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "features: auto finds 80000 columns in 2 fields of topic \"telemetry\", a model has at most "
                                + "65536: list those that matter under features");
        assertThatThrownBy(() -> FeatureInference.infer(JSON, records("{\"a\":[" + "1,".repeat(70_000) + "1]}")))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void recordsWhoseFieldsAllHaveNamesOfTheirOwnDoNotFillTheMemory() {
        List<byte[]> records = IntStream.range(0, 200)
                .mapToObj(r -> "{"
                        + IntStream.range(0, 1_000)
                                .mapToObj(f -> "\"r" + r + "f" + f + "\":\"x\"")
                                .collect(Collectors.joining(","))
                        + "}")
                .map(r -> r.getBytes(StandardCharsets.UTF_8))
                .toList();

        assertThatThrownBy(() -> FeatureInference.infer(JSON, records)).hasMessageContaining("and 131064 more");
    }

    @Test
    void allowsOneTextInTen() {
        assertThat(names(JSON, generate(20, i -> "{\"a\":" + (i < 2 ? "\"x\"" : i) + ",\"b\":1}")))
                .containsExactly("a", "b");
        assertThat(names(JSON, generate(20, i -> "{\"a\":" + (i < 3 ? "\"x\"" : i) + ",\"b\":1}")))
                .containsExactly("b");
    }

    @Test
    void doesNotCountMissingValues() {
        assertThat(names(
                        JSON,
                        generate(
                                20,
                                i -> "{\"a\":" + (i == 7 ? "1" : i % 2 == 0 ? "null" : "\"NaN\"") + ",\"b\":null}")))
                .containsExactly("a");
    }

    @Test
    void leavesOutCountersAndClocks() {
        IntFunction<String> record = i -> "{\"count\":" + (1_000 + i) + ",\"clock\":" + (1_700_000_000L + 10L * i)
                + ",\"ramp\":" + (i + 0.5) + ",\"step\":" + i / 2 + ",\"reset\":" + (i == 49 ? 0 : i) + "}";

        assertThat(names(JSON, generate(50, record))).containsExactly("ramp", "step", "reset");
        assertThat(names(JSON, generate(49, record))).contains("count", "clock");
    }

    @Test
    void keepsARisingFieldThatIsNotInEveryRecord() {
        assertThat(names(JSON, generate(60, i -> i == 5 ? "{\"b\":1}" : "{\"a\":" + i + ",\"b\":1}")))
                .containsExactly("a", "b");
    }

    @Test
    void readsCsvByColumn() {
        InputConfig input = new InputConfig(
                "telemetry", Format.CSV, "host", "at", List.of("at", "host", "flow", "mode", "temp"), ';');

        assertThat(names(input, records("2024-01-01;7;1.5;auto;", "2024-01-02;7;NA;auto;3", "broken")))
                .containsExactly("flow", "temp");
    }

    @Test
    void takesArraysOfOneShapeOnly() {
        assertThat(FeatureInference.infer(
                        JSON,
                        generate(
                                20,
                                i -> "{\"image\":[[1,2],[3,4.5],[" + i + ",6]],\"ragged\":" + (i == 9 ? "[1]" : "[1,2]")
                                        + ",\"mixed\":[1,\"a\"],\"empty\":[],\"bad\":[[1],[2,3]]}")))
                .containsExactly(FeatureSpec.array("image", List.of(3, 2)));
    }

    @Test
    void offersTextsThatComeAgainAndAgainAndTakesNone() {
        FeatureInference.Suggestion suggestion = FeatureInference.suggest(
                JSON,
                generate(
                        60,
                        i -> "{\"a\":1,\"status\":\"" + (i % 2 == 0 ? "up" : "down") + "\",\"id\":\"x" + i + "\"}"));

        assertThat(suggestion.features()).containsExactly(new FeatureSpec("a"));
        assertThat(suggestion.categories()).containsOnlyKeys("status");
        assertThat(suggestion.categories().get("status")).containsExactly("down", "up");
    }

    @Test
    void measuresByEntityWhereTheInputSaysSo() {
        InputConfig input = new InputConfig(
                "telemetry", Format.JSON, "key", "record", List.of(), ',', 0.5, Normalize.ENTITY, Derive.NONE);
        assertThat(FeatureInference.infer(input, records("{\"a\":1}")).get(0).normalize())
                .isEqualTo(Normalize.ENTITY);
    }

    @Test
    void skipsBadSamples() {
        assertThat(names(
                        JSON,
                        Stream.concat(records("{\"a\":", "[]", "{\"a\":1}").stream(), Stream.of((byte[]) null))
                                .toList()))
                .containsExactly("a");
    }

    @Test
    void saysWhatItFoundInstead() {
        assertThatThrownBy(() -> FeatureInference.infer(JSON, List.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "features: auto finds no numeric field in topic \"telemetry\": there were no records to look at; "
                                + "check input.format, or list the features");
        assertThatThrownBy(() -> FeatureInference.infer(JSON, records("1;2", "3;4")))
                .hasMessageContaining(
                        "none of 2 records could be read, the first because of value: expected a JSON object");
        assertThatThrownBy(() -> FeatureInference.infer(
                        JSON, records("{\"host\":\"a\",\"ok\":[true],\"level\":\"3\",\"x\":null}", "nonsense")))
                .hasMessageContaining("1 of 2 records could be read, with fields host (string \"a\"), ok (an array), "
                        + "level (string \"3\"), x (no value); check");
        assertThatThrownBy(() -> FeatureInference.infer(JSON, generate(60, i -> "{\"n\":" + i + "}")))
                .hasMessageContaining("fields n (a counter)");
        assertThatThrownBy(() -> FeatureInference.infer(JSON, records("{}"))).hasMessageContaining("no field at all");
    }

    private static List<String> names(InputConfig input, List<byte[]> samples) {
        return FeatureInference.infer(input, samples).stream()
                .map(FeatureSpec::field)
                .toList();
    }

    private static List<byte[]> records(String... records) {
        return Stream.of(records).map(r -> r.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static List<byte[]> generate(int count, IntFunction<String> record) {
        return records(IntStream.range(0, count).mapToObj(record).toArray(String[]::new));
    }
}
