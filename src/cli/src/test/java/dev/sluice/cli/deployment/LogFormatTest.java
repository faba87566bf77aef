package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** {@code SLUICE_LOG_FORMAT=json} makes every event of the log one JSON object on one line. */
final class LogFormatTest {

    /** Logs something awkward; a process of its own, because the switch is an environment variable. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            LoggerFactory.getLogger("dev.sluice.Example")
                    .error("a \"quote\"\nand {braces}", new IllegalStateException("broken\ttab"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/stream/src/main/resources/dev/sluice/stream/log4j2.xml",
                "src/trainer/src/main/resources/dev/sluice/trainer/log4j2.xml",
                "src/cli/src/main/resources/log4j2.xml"
            })
    void eventsAreJsonWhereAskedFor(String config) throws IOException, InterruptedException {
        List<String> lines = log(config, "json");

        assertThat(lines).hasSize(1);
        JsonNode event = new ObjectMapper().readTree(lines.get(0));
        assertThat(event.get("message").asText()).isEqualTo("a \"quote\"\nand {braces}");
        assertThat(event.get("log.level").asText()).isEqualTo("ERROR");
        assertThat(event.get("log.logger").asText()).isEqualTo("dev.sluice.Example");
        assertThat(event.get("process.thread.name").asText()).isEqualTo("main");
        assertThat(event.get("@timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(event.get("error.stack_trace").asText())
                .contains("java.lang.IllegalStateException: broken\ttab")
                .contains("LogFormatTest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text"})
    void eventsAreForPeopleOtherwise(String format) throws IOException, InterruptedException {
        assertThat(log("src/stream/src/main/resources/dev/sluice/stream/log4j2.xml", format))
                .hasSizeGreaterThan(2)
                .first()
                .asString()
                .contains("ERROR Example: a \"quote\"");
    }

    private static List<String> log(String config, String format) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Dlog4j2.configurationFile=" + Checkout.ROOT.resolve(config),
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName());
        builder.environment().put("SLUICE_LOG_FORMAT", format);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            List<String> lines = new String(out.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(process.waitFor()).isZero();
            return lines;
        }
    }
}
