package dev.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.unpack.PackedCheck;
import dev.sluice.cli.unpack.PackedCheck.Worst;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoReportTest {

    private static final PackedCheck.Result PACKED = new PackedCheck.Result(
            2,
            90,
            3_420,
            900,
            45_000,
            0,
            5,
            1,
            "telemetry-0@7 differs",
            new TreeMap<>(Map.of("m1", new Worst(0.5, 1.25))));

    @Test
    void holdsEveryFigureUnderItsName(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("r.json");
        new DemoReport(100, 95, 95, 5, 1, 2, List.of(1, 3), 2, 7, 4, 3, 0.9, 0.5, 12.5, 8000, 60, false, PACKED)
                .write(file);

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.get("recordsIn").asInt()).isEqualTo(100);
        assertThat(json.get("scores").asInt()).isEqualTo(95);
        assertThat(json.get("latents").asInt()).isEqualTo(95);
        assertThat(json.get("deadLetters").asInt()).isEqualTo(5);
        assertThat(json.get("missing").asInt()).isEqualTo(1);
        assertThat(json.get("duplicates").asInt()).isEqualTo(2);
        assertThat(json.get("modelVersions").asInt()).isEqualTo(2);
        assertThat(json.get("versions")).hasToString("[1,3]");
        assertThat(json.get("fences").asInt()).isEqualTo(2);
        assertThat(json.get("alerts").asInt()).isEqualTo(7);
        assertThat(json.get("auroc").asDouble()).isEqualTo(0.9);
        assertThat(json.get("auprc").asDouble()).isEqualTo(0.5);
        assertThat(json.get("secondsToFirstModel").asDouble()).isEqualTo(12.5);
        assertThat(json.get("recordsPerSecond").asDouble()).isEqualTo(8000);
        assertThat(json.get("wallSeconds").asDouble()).isEqualTo(60);
        assertThat(json.get("reconciled").asBoolean()).isFalse();
    }
}
