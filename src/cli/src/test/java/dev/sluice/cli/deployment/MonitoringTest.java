package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Dashboard and alert rules ask only for metrics that there are, and are the same wherever they are. */
final class MonitoringTest {

    @Test
    void alertsAndDashboardNameOnlyMetricsThatExist() throws IOException {
        Set<String> known = new TreeSet<>(new OwnMetrics().samples());
        known.addAll(Files.readAllLines(Rendered.FOLDER.resolve("kafka-metrics.txt")));

        assertThat(Queries.alerts().names()).hasSizeGreaterThan(10).isSubsetOf(known);
        assertThat(Queries.dashboard().names()).hasSizeGreaterThan(20).isSubsetOf(known);
    }

    @Test
    void theDashboardShowsEveryMeterOfOurs() throws IOException {
        OwnMetrics metrics = new OwnMetrics();
        List<OwnMetrics.Row> rows = new ArrayList<>(OwnMetrics.scorer());
        rows.addAll(OwnMetrics.trainer());
        String queries = String.join("\n", Queries.dashboard().expressions());

        assertThat(rows).allSatisfy(row -> assertThat(queries).contains(metrics.family(row)));
    }

    @Test
    void everyPanelHasATitleADescriptionAndAPlaceOfItsOwn() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(Queries.DASHBOARD));
        Set<String> taken = new TreeSet<>();
        for (JsonNode panel : dashboard.get("panels")) {
            assertThat(panel.get("title").asText()).isNotBlank();
            assertThat(panel.get("type").asText().equals("row") || panel.hasNonNull("description"))
                    .isTrue();
            JsonNode place = panel.get("gridPos");
            assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
            for (int x = 0; x < place.get("w").asInt(); x++) {
                for (int y = 0; y < place.get("h").asInt(); y++) {
                    String cell =
                            (place.get("x").asInt() + x) + "," + (place.get("y").asInt() + y);
                    assertThat(taken.add(cell))
                            .as("%s at %s", panel.get("title"), cell)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void everyAlertSaysWhatItIsAndWhatToDo() throws IOException {
        for (YamlNode group : YamlNode.read(Queries.ALERTS).items("groups")) {
            assertThat(group.items("rules")).isNotEmpty().allSatisfy(rule -> {
                assertThat(rule.text("alert")).startsWith("Sluice");
                assertThat(rule.at("labels").text("severity")).isIn("critical", "warning", "info");
                assertThat(rule.at("annotations").entries()).containsOnlyKeys("summary", "description");
            });
        }
    }

    @Test
    void kubernetesHasTheSameRules() throws IOException {
        Object groups = YamlNode.read(Queries.ALERTS).at("groups").value();

        assertThat(YamlNode.read(Checkout.K8S.resolve("overlays/production/alert-rules.yaml"))
                        .at("spec", "groups")
                        .value())
                .isEqualTo(groups);
        assertThat(YamlNode.read(Checkout.CHART.resolve("files/alerts.yaml"))
                        .at("groups")
                        .value())
                .isEqualTo(groups);
        assertThat(Rendered.of("chart-production")
                        .only(PrometheusRule.class)
                        .getSpec()
                        .getGroups())
                .hasSize(2);
    }
}
