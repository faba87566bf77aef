package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} is what the code has; {@code -Dsluice.docs=write} writes it. */
final class MetricReferenceTest {

    private static final Path PAGE = Checkout.ROOT.resolve("docs/metrics.md");

    private final OwnMetrics metrics = new OwnMetrics();

    @Test
    void thePageHasEveryMeterAsTheCodeHasIt() throws IOException {
        if ("write".equals(System.getProperty("sluice.docs"))) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE))
                .as("write it anew: ./mvnw -pl src/cli -am test -Dtest=MetricReferenceTest -Dsluice.docs=write"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(page());
    }

    private String page() throws IOException {
        return """
                <!-- Generated from the code by MetricReferenceTest, and checked against it. -->
                # Metrics

                Scorer and trainer answer `GET /metrics` in Prometheus' text format: the scorer at `http.port`, the trainer
                at `trainer.http-port` where that is not 0. Counts are those of the process, and begin with it. Alert rules
                are in [`docker/prometheus/alerts.yaml`](../docker/prometheus/alerts.yaml), a Grafana dashboard in
                [`docker/grafana/dashboards/sluice.json`](../docker/grafana/dashboards/sluice.json).

                ## Scorer

                """ + table(OwnMetrics.scorer()) + """

                ## Trainer

                """ + table(OwnMetrics.trainer()) + """

                ## Kafka Streams and its clients

                The scorer has every metric of Kafka Streams, its consumers and its producers too, under Kafka's names with
                `kafka_` before them; Kafka's documentation explains them. Those by partition come within a minute of the
                assignment. The ones that dashboard and alert rules use:

                """ + kafka();
    }

    private String table(List<OwnMetrics.Row> rows) {
        StringBuilder table = new StringBuilder("""
                | Prometheus | name | type | unit | tag | meaning |
                |---|---|---|---|---|---|
                """);
        for (OwnMetrics.Row row : rows) {
            String family = metrics.family(row);
            String type = metrics.type(row);
            table.append("| `")
                    .append(
                            type.equals("summary")
                                    ? family + "_count`, `" + family + "_sum`, `" + family + "_max"
                                    : family)
                    .append("` | `")
                    .append(row.metric())
                    .append("` | ")
                    .append(type.equals("summary") ? "timer" : type)
                    .append(" | ")
                    .append(row.unit() == null ? "" : row.unit())
                    .append(" | ")
                    .append(row.tag() == null ? "" : "`" + row.tag() + "`")
                    .append(" | ")
                    .append(row.meaning().replace("|", "\\|"))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String kafka() throws IOException {
        StringBuilder list = new StringBuilder();
        for (String name : Queries.all().names()) {
            if (name.startsWith("kafka_")) {
                list.append("- `").append(name).append("`\n");
            }
        }
        return list.toString();
    }
}
