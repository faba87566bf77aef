package dev.sluice.cli.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.InputConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldTextTest {

    private static String json(String record, String field) {
        return new FieldText(InputConfig.json("t")).of(record.getBytes(UTF_8), field);
    }

    private static String csv(String record, String field) {
        InputConfig input = new InputConfig("t", Format.CSV, "key", "record", List.of("a", "b"), ';');
        return new FieldText(input).of(record.getBytes(UTF_8), field);
    }

    @Test
    void scalarsOfJsonAreText() {
        assertThat(json("{\"a\":[1,{\"l\":2}],\"l\":7}", "l")).isEqualTo("7");
        assertThat(json("{\"l\":\" warm \"}", "l")).isEqualTo("warm");
        assertThat(json("{\"l\":true}", "l")).isEqualTo("true");
        assertThat(json("{\"o\":{\"x\":1,\"l\":3.0}}", "o.l")).isEqualTo("3");
        assertThat(json("{\"o.l\":4}", "o.l")).isEqualTo("4");
        assertThat(json("{\"o\":{\"x\":1},\"o.l\":4}", "o.l")).isEqualTo("4");
    }

    @Test
    void whatIsMissingOrBrokenHasNoText() {
        assertThat(json("{\"l\":null}", "l")).isNull();
        assertThat(json("{\"l\":[1]}", "l")).isNull();
        assertThat(json("{\"l\":\"\"}", "l")).isNull();
        assertThat(json("{\"x\":1}", "l")).isNull();
        assertThat(json("[1]", "l")).isNull();
        assertThat(json("{\"x\":", "l")).isNull();
        assertThat(new FieldText(InputConfig.json("t")).of(null, "l")).isNull();
    }

    @Test
    void cellsOfCsvAreText() {
        assertThat(csv("1.0;\"x;y\"", "a")).isEqualTo("1");
        assertThat(csv("1;\"x;y\"", "b")).isEqualTo("x;y");
        assertThat(csv("1;", "b")).isNull();
        assertThat(csv("1", "b")).isNull();
        assertThat(csv("1;2", "c")).isNull();
        assertThat(csv("1.5;2", "a")).isEqualTo("1.5");
    }
}
