package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The chart explains its values, checks them, and comes to the same as the overlay for production. */
final class HelmChartTest {

    @Test
    void everyValueHasAComment() throws IOException {
        String before = "";
        for (String line : Files.readAllLines(Checkout.CHART.resolve("values.yaml"))) {
            // Kubernetes' and Kafka's own names are theirs to explain.
            if (line.matches(" *[A-Za-z]+:( .*)?") && !line.matches(" *(requests|limits): .*")) {
                assertThat(before.strip()).as("before %s", line).startsWith("# ");
            }
            before = line;
        }
    }

    @Test
    void theSchemaKnowsEveryValue() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(Checkout.CHART.resolve("values.schema.json")));
        YamlNode values = YamlNode.read(Checkout.CHART.resolve("values.yaml"));
        assertThat(names(schema)).containsAll(values.entries().keySet());
        for (String section : List.of("scorer", "trainer", "autoscaling", "networkPolicy", "monitoring")) {
            assertThat(names(schema.at("/properties/" + section)))
                    .isEqualTo(values.at(section).entries().keySet());
        }
    }

    @Test
    void theChartHasTheProjectsVersion() throws IOException {
        YamlNode chart = YamlNode.read(Checkout.CHART.resolve("Chart.yaml"));
        assertThat(chart.text("appVersion")).isEqualTo(Checkout.version());
        assertThat(chart.text("version")).isEqualTo(Checkout.version().replace("-SNAPSHOT", ""));
    }

    @Test
    void productionIsTheSameWithChartAndOverlay() throws IOException {
        Rendered chart = Rendered.of("chart-production");
        Rendered overlay = Rendered.of("overlay-production");

        assertThat(names(chart)).isEqualTo(names(overlay));
        assertThat(bare(chart.scorer())).isEqualTo(bare(overlay.scorer()));
        assertThat(bare(chart.trainer())).isEqualTo(bare(overlay.trainer()));
        for (int i = 0; i < chart.pods().size(); i++) {
            assertThat(bare(chart.pods().get(i))).isEqualTo(bare(overlay.pods().get(i)));
        }
        assertThat(chart.only(HorizontalPodAutoscaler.class).getSpec())
                .isEqualTo(overlay.only(HorizontalPodAutoscaler.class).getSpec());
        assertThat(chart.only(PrometheusRule.class).getSpec())
                .isEqualTo(overlay.only(PrometheusRule.class).getSpec());
        assertThat(chart.only(NetworkPolicy.class).getSpec().getEgress())
                .isEqualTo(overlay.only(NetworkPolicy.class).getSpec().getEgress());
    }

    private static Set<String> names(JsonNode schema) {
        Set<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        names.remove("global");
        return names;
    }

    /** Kind and name of every manifest; kustomize adds a digest to the one of the pipeline file. */
    private static Set<String> names(Rendered rendered) {
        Set<String> names = new TreeSet<>();
        for (HasMetadata manifest : rendered.manifests()) {
            names.add(manifest.getKind() + " "
                    + manifest.getMetadata().getName().replaceFirst("(sluice-pipeline).*", "$1"));
        }
        return names;
    }

    private static Map<String, Object> bare(Container container) {
        return Map.of(
                "image", container.getImage(),
                "args", container.getArgs(),
                "env",
                        container.getEnv().stream()
                                .sorted(Comparator.comparing(EnvVar::getName))
                                .toList(),
                "ports", container.getPorts(),
                "resources", container.getResources(),
                "security", container.getSecurityContext(),
                "mounts", container.getVolumeMounts(),
                "probes",
                        Arrays.asList(
                                container.getStartupProbe(),
                                container.getLivenessProbe(),
                                container.getReadinessProbe()));
    }

    private static Map<String, Object> bare(PodTemplateSpec pod) {
        return Map.of(
                "grace", pod.getSpec().getTerminationGracePeriodSeconds(),
                "security", pod.getSpec().getSecurityContext(),
                "spread", pod.getSpec().getTopologySpreadConstraints().size(),
                "tmp", pod.getSpec().getVolumes().get(1));
    }
}
