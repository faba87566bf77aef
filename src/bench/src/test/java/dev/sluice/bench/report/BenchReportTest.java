package dev.sluice.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchReportTest {

    private static final BenchTarget QUALITY = BenchTarget.atLeast(0.9, "quality", "AUROC");
    private static final BenchTarget TIME = BenchTarget.atMost(60, "time", "s");
    private static final BenchTarget PEER = BenchTarget.informative("peer", "AUROC", Direction.AT_LEAST);

    @TempDir
    Path folder;

    @Test
    void isInTheOneFormOfAllBenches() throws IOException {
        Environment environment =
                new Environment("a processor", 2, 512, "17", "an os", "0.1.0", Instant.parse("2026-01-01T00:00:00Z"));
        List<BenchRow> rows = List.of(
                QUALITY.measured(0.91, "two sets"),
                TIME.measured(61, ""),
                PEER.measured(0.93, ""),
                QUALITY.measuredInPart(0.95, "quick: one set"),
                QUALITY.notMeasured("data absent"));
        Path file = folder.resolve("report.json");
        BenchRun run = new BenchRun(false, null, folder, step -> {});

        new BenchReport("detection", run, environment, new BenchResult(rows, List.of(), 12.5)).write(file);

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.fieldNames()).toIterable().containsExactly("bench", "environment", "rows");
        assertThat(json.get("bench").asText()).isEqualTo("detection");
        assertThat(json.get("environment").get("cpu").asText()).isEqualTo("a processor");
        assertThat(json.get("environment").get("cores").asInt()).isEqualTo(2);
        assertThat(json.get("environment").get("jdk").asText()).isEqualTo("17");
        assertThat(json.get("environment").get("sluice").asText()).isEqualTo("0.1.0");
        assertThat(json.get("environment").get("seeds").toString()).isEqualTo("[42,1,2]");
        assertThat(json.get("environment").get("wallSeconds").asDouble()).isEqualTo(12.5);
        assertThat(json.get("rows").get(0).toString())
                .isEqualTo(
                        "{\"what\":\"quality\",\"value\":0.91,\"unit\":\"AUROC\",\"target\":0.9,\"direction\":\">=\","
                                + "\"met\":true,\"note\":\"two sets\"}");
        assertThat(json.get("rows").get(1).toString())
                .isEqualTo("{\"what\":\"time\",\"value\":61.0,\"unit\":\"s\",\"target\":60.0,\"direction\":\"<=\","
                        + "\"met\":false,\"note\":\"\"}");
        assertThat(json.get("rows").get(2).get("target").isNull()).isTrue();
        assertThat(json.get("rows").get(2).get("met").isNull()).isTrue();
        assertThat(json.get("rows").get(3).get("met").isNull()).isTrue();
        assertThat(json.get("rows").get(4).get("value").isNull()).isTrue();
        assertThat(json.get("rows").get(4).get("met").isNull()).isTrue();
    }

    @Test
    void theTableKeepsAMissedTargetAndFitsATerminal() {
        String note = "cardio 0.912, mnist 0.9, ".repeat(12);
        List<String> lines = BenchTable.lines(
                List.of(QUALITY.measured(0.85, note), TIME.measured(12.345, ""), QUALITY.notMeasured("data absent")));

        assertThat(lines.get(1)).matches("quality +0.85 +AUROC +>= 0.9 +MISSED");
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(String.join(" ", lines).replaceAll("\\s+", " ")).contains(note.strip());
        assertThat(lines.get(lines.size() - 3)).matches("time +12.3[45] +s +<= 60 +met");
        assertThat(lines.get(lines.size() - 2)).matches("quality +- +AUROC +>= 0.9 +-");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("    data absent");
    }
}
