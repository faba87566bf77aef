package dev.sluice.cli.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.deployment.Checkout;
import dev.sluice.pipeline.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} is what the code has; {@code -Dsluice.docs=write} writes it. */
class ConfigPageTest {

    private static final Path PAGE = Checkout.ROOT.resolve("docs/configuration.md");

    @Test
    void thePageHasEveryKeyAsTheCodeHasIt() throws IOException {
        if ("write".equals(System.getProperty("sluice.docs"))) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE))
                .as("write it anew: ./mvnw -pl src/cli -am test -Dtest=ConfigPageTest -Dsluice.docs=write"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(page());
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                <!-- Generated from the code by ConfigPageTest, and checked against it. -->
                # Configuration

                Every key of the pipeline file. What the larger parts are for, with examples, is in
                [pipeline.md](pipeline.md). Only `pipeline` and `input.topic` are required. An unknown key is an error that
                names the nearest known one. `sluice man sluice.yaml` has the same as a manual page.

                An environment variable overrides a key: `SLUICE_` and the key in capitals, with `_` for dots and hyphens,
                so `SLUICE_TRAINING_MIN_RECORDS` for `training.min-records`. A Kafka client setting is overridden by
                `SLUICE_KAFKA_` and its name, so `SLUICE_KAFKA_BOOTSTRAP_SERVERS`. A variable that looks like a key but is
                none is an error too. `SLUICE_LOG_FORMAT=json` makes logs JSON, and `SLUICE_JAVA_OPTS` has options for Java.

                Values may refer to secrets elsewhere: `${file:/run/secrets/jaas}` or `${env:NAME}` in settings of Kafka.

                """);
        page.append(ConfigReference.markdown());
        page.append("""

                ## Entries of `features`

                An entry is the name of a field that holds numbers, or a map with the `type` of the feature (`number` where
                it is left out) and these keys:

                | type | keys |
                |---|---|
                """);
        ConfigReference.featureKeys()
                .forEach((type, keys) -> page.append("| `")
                        .append(type)
                        .append("` | `")
                        .append(String.join("`, `", keys))
                        .append("` |\n"));
        return page.toString();
    }
}
