package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The compose file agrees with the checkout, the Dockerfiles and the pipeline file. */
final class ComposeTest {

    private final YamlNode compose = YamlNode.read(Checkout.DOCKER.resolve("compose.yaml"));
    private final Map<String, YamlNode> services = compose.at("services").entries();

    ComposeTest() throws IOException {}

    @Test
    void namesOnlyFilesThatTheCheckoutHas() {
        Set<String> names = services.keySet();
        for (YamlNode service : services.values()) {
            if (service.has("build")) {
                Path context = Checkout.DOCKER
                        .resolve(service.at("build").text("context"))
                        .normalize();
                assertThat(context).isEqualTo(Checkout.ROOT);
                assertThat(context.resolve(service.at("build").text("dockerfile")))
                        .isRegularFile();
            }
            mounts(service).forEach((target, source) -> {
                if (source.startsWith(".")) {
                    assertThat(Checkout.DOCKER.resolve(source)).exists();
                } else {
                    assertThat(compose.at("volumes").entries()).containsKey(source);
                }
            });
            assertThat(service.texts("depends_on")).isSubsetOf(names);
        }
    }

    @Test
    void everyImageHasAVersionAndOursHasTheProjects() throws IOException {
        String version = Checkout.version();
        assertThat(services.values()).allSatisfy(service -> {
            String image = service.text("image");
            assertThat(image).matches("[a-z/-]+:[^:]+").doesNotEndWith(":latest");
            if (service.has("build")) {
                assertThat(image).endsWith(":" + version);
                assertThat(service.at("build").text("dockerfile"))
                        .isEqualTo("docker/" + image.replaceFirst("sluice-(.*):.*", "$1") + ".Dockerfile");
            }
        });
    }

    @Test
    void publishesOnLoopbackOnly() {
        List<String> ports = services.values().stream()
                .flatMap(service -> service.texts("ports").stream())
                .toList();
        assertThat(ports).hasSize(6).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void allButTheBrokerHaveAReadOnlyRootAndNoPrivileges() {
        services.forEach((name, service) -> {
            if (!name.equals("kafka")) {
                assertThat(service.text("read_only")).isEqualTo("true");
                assertThat(service.texts("cap_drop")).containsExactly("ALL");
                assertThat(service.texts("security_opt")).containsExactly("no-new-privileges:true");
            }
            assertThat(service.has("mem_limit")).as("%s has a limit", name).isTrue();
        });
    }

    @Test
    void replaysTheShippedSampleIntoThePipelinesTopic() throws IOException {
        String broker = pipeline().kafka().get("bootstrap.servers");
        assertThat(services.get("kafka").at("environment").text("KAFKA_ADVERTISED_LISTENERS"))
                .contains("PLAINTEXT://" + broker + ",");
        for (String producer : List.of("history", "live")) {
            YamlNode service = services.get(producer);
            List<String> command = service.texts("command");
            assertThat(command)
                    .startsWith("produce")
                    .contains("--topic=" + pipeline().input().topic(), "--bootstrap-server=" + broker);
            Path file = Path.of(command.get(1));
            String folder = mounts(service).get(file.getParent().toString());
            assertThat(Checkout.DOCKER.resolve(folder).resolve(file.getFileName()))
                    .isRegularFile();
        }
    }

    @Test
    void givesScorerAndTrainerTheOnePipelineFile() throws IOException {
        for (String name : List.of("scorer", "trainer")) {
            Path dockerfile = Checkout.DOCKER.resolve(name + ".Dockerfile");
            String config = Checkout.firstMatch("CMD \\[\"--config\", \"([^\"]+)\"]", dockerfile);
            assertThat(mounts(services.get(name))).containsEntry(config, "./pipeline.yaml");
        }
    }

    @Test
    void theForwarderReadsThePipelineFileAndTellsTheAlertmanagerThatIsThere() {
        YamlNode forwarder = services.get("forwarder");
        String config = mounts(forwarder).keySet().iterator().next();

        assertThat(forwarder.texts("command"))
                .containsExactly("alerts", "forward", "--config=" + config, "--to=http://alertmanager:9093");
        assertThat(services.get("alertmanager").texts("ports")).containsExactly("127.0.0.1:9093:9093");
        assertThat(services.get("alertmanager").texts("profiles")).isEqualTo(forwarder.texts("profiles"));
    }

    @Test
    void prometheusScrapesScorerAndTrainerWhereTheyListen() throws IOException {
        YamlNode prometheus = YamlNode.read(Checkout.DOCKER.resolve("prometheus/prometheus.yaml"));
        List<String> targets = prometheus.items("scrape_configs").stream()
                .flatMap(scrape -> scrape.items("static_configs").get(0).texts("targets").stream())
                .toList();
        String trainer = services.get("trainer").at("environment").text("SLUICE_TRAINER_HTTP_PORT");

        assertThat(targets).containsExactly("scorer:" + pipeline().http().port(), "trainer:" + trainer);
        assertThat(services.get("trainer").at("healthcheck").texts("test"))
                .contains("http://127.0.0.1:" + trainer + "/healthz");
        for (String rules : prometheus.texts("rule_files")) {
            assertThat(Checkout.DOCKER.resolve("prometheus").resolve(rules)).isRegularFile();
        }
    }

    @Test
    void grafanaFindsDatasourceAndDashboard() throws IOException {
        Path provisioning = Checkout.DOCKER.resolve("grafana/provisioning");
        YamlNode datasource = YamlNode.read(provisioning.resolve("datasources/prometheus.yaml"))
                .items("datasources")
                .get(0);
        YamlNode provider = YamlNode.read(provisioning.resolve("dashboards/sluice.yaml"))
                .items("providers")
                .get(0);
        Map<String, String> mounts = mounts(services.get("grafana"));
        String home = services.get("grafana").at("environment").text("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH");

        assertThat(datasource.text("url")).isEqualTo("http://prometheus:9090");
        assertThat(services).containsKey("prometheus");
        assertThat(mounts)
                .containsKeys(
                        "/etc/grafana/provisioning", provider.at("options").text("path"));
        assertThat(Path.of(home).getParent()).hasToString(provider.at("options").text("path"));
        assertThat(Checkout.DOCKER
                        .resolve(mounts.get(Path.of(home).getParent().toString()))
                        .resolve(Path.of(home).getFileName()))
                .isRegularFile();
    }

    private static PipelineConfig pipeline() throws IOException {
        Path file = Checkout.DOCKER.resolve("pipeline.yaml");
        return PipelineFile.parse(Files.readString(file), file.toString(), Map.of());
    }

    /** Target to source of a service's volumes. */
    private static Map<String, String> mounts(YamlNode service) {
        Map<String, String> mounts = new TreeMap<>();
        for (String volume : service.texts("volumes")) {
            String[] parts = volume.split(":");
            mounts.put(parts[1], parts[0]);
        }
        return mounts;
    }
}
