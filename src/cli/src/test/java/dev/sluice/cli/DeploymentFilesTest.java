package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The files under {@code docker/} and {@code k8s/} agree with the build, with the checkout and with each other: all that can
 * be known without a Docker engine and a cluster.
 */
final class DeploymentFilesTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir", "src/cli"))
            .toAbsolutePath()
            .resolve("../..")
            .normalize();
    private static final Path DOCKER = ROOT.resolve("docker");
    private static final Path K8S = ROOT.resolve("k8s");

    @ParameterizedTest
    @ValueSource(strings = {"stream:scorer", "trainer:trainer", "cli:cli"})
    void eachImageRunsTheJarThatItsModuleBuilds(String moduleAndImage) throws IOException {
        String module = moduleAndImage.substring(0, moduleAndImage.indexOf(':'));
        String image = moduleAndImage.substring(moduleAndImage.indexOf(':') + 1);
        String jar = "src/" + module + "/target/" + shadedJar(module);
        String workdir = "";
        String copied = "";
        String entrypoint = "";
        String build = "";
        for (String line : instructions(DOCKER.resolve(image + ".Dockerfile"))) {
            List<String> words = List.of(line.split("\\s+"));
            switch (words.get(0)) {
                case "WORKDIR" -> workdir = words.get(1);
                case "RUN" -> build = line.contains("./mvnw") ? line : build;
                case "ENTRYPOINT" -> entrypoint = line;
                case "COPY" -> {
                    if (words.contains("--from=build")) {
                        assertThat(words.get(2)).isEqualTo("/build/" + jar);
                        copied = workdir + "/" + words.get(3);
                    }
                }
                default -> {}
            }
        }
        assertThat(build).contains("./mvnw -B -pl src/" + module + " -am package");
        assertThat(entrypoint).isEqualTo("ENTRYPOINT [\"java\", \"-jar\", \"" + copied + "\"]");
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void imagesCopyOnlyWhatTheCheckoutHasAndTheContextLetsThrough(Path dockerfile) throws IOException {
        List<String> context = Files.readAllLines(ROOT.resolve(".dockerignore"));
        List<String> sources = new ArrayList<>();
        for (String line : instructions(dockerfile)) {
            List<String> words = List.of(line.split("\\s+"));
            if (words.get(0).equals("COPY") && !words.contains("--from=build")) {
                sources.addAll(words.subList(1, words.size() - 1));
            }
        }
        assertThat(sources).isNotEmpty().allSatisfy(source -> {
            assertThat(ROOT.resolve(source)).exists();
            assertThat(context).contains("*", "!" + source);
        });
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void imagesRunAsANumericUserAndWithoutAShell(Path dockerfile) throws IOException {
        List<String> instructions = instructions(dockerfile);
        List<String> last = instructions.subList(instructions.lastIndexOf("WORKDIR /opt/sluice"), instructions.size());
        assertThat(last).contains("USER 10001:10001").anyMatch(line -> line.startsWith("ENV JAVA_TOOL_OPTIONS="));
        assertThat(last)
                .filteredOn(line -> line.matches("(CMD|ENTRYPOINT) .*"))
                .hasSize(2)
                .allMatch(line -> line.matches("\\w+ \\[.*]"));
    }

    @Test
    void everyImageHasAVersionAndOursHasTheProjects() throws IOException {
        Set<String> images = new TreeSet<>();
        for (Path dockerfile : dockerfiles().toList()) {
            instructions(dockerfile).stream()
                    .filter(line -> line.startsWith("FROM "))
                    .forEach(line -> images.add(line.split("\\s+")[1]));
        }
        services().values().forEach(service -> images.add(service.text("image")));
        pods().values().forEach(pod -> images.add(container(pod).text("image")));
        String version = firstMatch("<artifactId>sluice</artifactId>\\s*<version>([^<]+)<", ROOT.resolve("pom.xml"));
        assertThat(images).allSatisfy(image -> {
            assertThat(image).matches("[a-z/-]+:[^:]+").doesNotEndWith(":latest");
            if (image.startsWith("sluice-")) {
                assertThat(image).endsWith(":" + version);
            }
        });
    }

    @Test
    void composeNamesOnlyFilesThatTheCheckoutHas() throws IOException {
        Node compose = yaml(DOCKER.resolve("compose.yaml"));
        Set<String> names = services().keySet();
        for (Node service : services().values()) {
            if (service.has("build")) {
                Path context =
                        DOCKER.resolve(service.at("build").text("context")).normalize();
                assertThat(context).isEqualTo(ROOT);
                assertThat(context.resolve(service.at("build").text("dockerfile")))
                        .isRegularFile();
            }
            mounts(service).forEach((target, source) -> {
                if (source.startsWith(".")) {
                    assertThat(DOCKER.resolve(source)).exists();
                } else {
                    assertThat(compose.at("volumes").entries()).containsKey(source);
                }
            });
            assertThat(service.items("depends_on").stream().map(Node::text).toList())
                    .isSubsetOf(names);
        }
    }

    @Test
    void composePublishesOnLoopbackOnly() throws IOException {
        List<String> ports = services().values().stream()
                .flatMap(service -> service.items("ports").stream())
                .map(Node::text)
                .toList();
        assertThat(ports).hasSize(2).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void composeReplaysTheShippedSampleIntoThePipelinesTopic() throws IOException {
        PipelineConfig pipeline = pipeline(Files.readString(DOCKER.resolve("pipeline.yaml")), "docker/pipeline.yaml");
        String broker = pipeline.kafka().get("bootstrap.servers");
        assertThat(services().get("kafka").at("environment").text("KAFKA_ADVERTISED_LISTENERS"))
                .contains("PLAINTEXT://" + broker + ",");
        for (String producer : List.of("history", "live")) {
            Node service = services().get(producer);
            List<String> command =
                    service.items("command").stream().map(Node::text).toList();
            assertThat(command)
                    .startsWith("produce")
                    .contains("--topic=" + pipeline.input().topic(), "--bootstrap-server=" + broker);
            Path file = Path.of(command.get(1));
            String folder = mounts(service).get(file.getParent().toString());
            assertThat(DOCKER.resolve(folder).resolve(file.getFileName())).isRegularFile();
        }
    }

    @Test
    void composeGivesScorerAndTrainerTheOnePipelineFile() throws IOException {
        PipelineConfig pipeline = pipeline(Files.readString(DOCKER.resolve("pipeline.yaml")), "docker/pipeline.yaml");
        for (String name : List.of("scorer", "trainer")) {
            Path dockerfile = DOCKER.resolve(name + ".Dockerfile");
            String config = firstMatch("CMD \\[\"--config\", \"([^\"]+)\"]", dockerfile);
            assertThat(mounts(services().get(name))).containsEntry(config, "./pipeline.yaml");
        }
        assertThat(mounts(services().get("scorer")).keySet())
                .anyMatch(target -> pipeline.kafka().get("state.dir").startsWith(target + "/"));
    }

    @Test
    void kustomizationListsEveryManifestAndNothingElse() throws IOException {
        List<String> listed = yaml(K8S.resolve("kustomization.yaml")).items("resources").stream()
                .map(Node::text)
                .toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(manifests().keySet());
    }

    @Test
    void thePodsReadAPipelineFileThatParsesAndKeepStateWhereTheyMayWrite() throws IOException {
        Node configMap = manifests().get("pipeline.yaml");
        for (Node pod : pods().values()) {
            List<String> args =
                    container(pod).items("args").stream().map(Node::text).toList();
            Path config = Path.of(args.get(1));
            assertThat(args.get(0)).isEqualTo("--config");
            assertThat(volumeAt(pod, config.getParent().toString())
                            .at("configMap")
                            .text("name"))
                    .isEqualTo(configMap.at("metadata").text("name"));
            String yaml = configMap.at("data").text(config.getFileName().toString());
            String state = pipeline(yaml, "k8s/pipeline.yaml").kafka().get("state.dir");
            if (container(pod).text("name").equals("scorer")) {
                assertThat(volumeAt(pod, Path.of(state).getParent().toString()).has("emptyDir"))
                        .isTrue();
            }
            assertThat(volumeAt(pod, "/tmp").has("emptyDir")).isTrue();
        }
    }

    @Test
    void theScorerIsReadyByItsModelAndAliveByItsProcess() throws IOException {
        Node scorer = container(pods().get("scorer.yaml"));
        assertThat(probe(scorer, "readinessProbe")).isEqualTo("http 8080 /readyz");
        assertThat(probe(scorer, "livenessProbe")).isEqualTo("http 8080 /healthz");
        assertThat(probe(scorer, "startupProbe")).isEqualTo("http 8080 /healthz");
        assertThat(instructions(DOCKER.resolve("scorer.Dockerfile"))).contains("EXPOSE 8080");
        assertThat(scorer.items("env"))
                .anyMatch(env -> env.text("name").equals("SLUICE_HTTP_HOST")
                        && env.text("value").equals("0.0.0.0"));
    }

    @Test
    void theTrainerHasMetricsButNoProbesAndIsNeverTwo() throws IOException {
        Node deployment = manifests().get("trainer.yaml").at("spec");
        assertThat(deployment.text("replicas")).isEqualTo("1");
        assertThat(deployment.at("strategy").text("type")).isEqualTo("Recreate");
        Node trainer = container(pods().get("trainer.yaml"));
        assertThat(trainer.entries()).doesNotContainKeys("readinessProbe", "livenessProbe", "startupProbe");
        assertThat(trainer.items("env"))
                .anyMatch(env -> env.text("name").equals("SLUICE_TRAINER_HTTP_PORT")
                        && env.text("value")
                                .equals(trainer.items("ports").get(0).text("containerPort")));
    }

    @Test
    void selectorsMatchTheLabelsOfOnePod() throws IOException {
        Node service = manifests().get("scorer-service.yaml").at("spec");
        assertThat(service.at("selector").value()).isEqualTo(labels("scorer.yaml"));
        assertThat(service.items("ports"))
                .singleElement()
                .satisfies(port -> assertThat(port.text("targetPort"))
                        .isEqualTo(container(pods().get("scorer.yaml"))
                                .items("ports")
                                .get(0)
                                .text("name")));
        for (String name : pods().keySet()) {
            assertThat(manifests()
                            .get(name)
                            .at("spec", "selector", "matchLabels")
                            .value())
                    .isEqualTo(labels(name));
        }
        assertThat(labels("scorer.yaml")).isNotEqualTo(labels("trainer.yaml"));
    }

    @Test
    void podsAskForResourcesAndForNoPrivileges() throws IOException {
        assertThat(pods()).hasSize(2);
        for (Node pod : pods().values()) {
            assertThat(pod.text("automountServiceAccountToken")).isEqualTo("false");
            assertThat(pod.text("terminationGracePeriodSeconds")).isEqualTo("45");
            assertThat(pod.at("securityContext").text("runAsNonRoot")).isEqualTo("true");
            assertThat(pod.at("securityContext").text("runAsUser")).isEqualTo("10001");
            assertThat(pod.at("securityContext", "seccompProfile").text("type")).isEqualTo("RuntimeDefault");
            Node security = container(pod).at("securityContext");
            assertThat(security.text("allowPrivilegeEscalation")).isEqualTo("false");
            assertThat(security.text("readOnlyRootFilesystem")).isEqualTo("true");
            assertThat(security.at("capabilities").value()).isEqualTo(Map.of("drop", List.of("ALL")));
            Node resources = container(pod).at("resources");
            assertThat(resources.at("requests").entries()).containsKeys("cpu", "memory");
            assertThat(resources.at("limits").text("memory"))
                    .isEqualTo(resources.at("requests").text("memory"));
        }
    }

    private static Stream<Path> dockerfiles() {
        return Stream.of("scorer", "trainer", "cli").map(name -> DOCKER.resolve(name + ".Dockerfile"));
    }

    /** The instructions of a Dockerfile, one a line, without comments. */
    private static List<String> instructions(Path dockerfile) throws IOException {
        String text =
                Files.readString(dockerfile).replaceAll("(?m)^\\s*#.*\\n", "").replaceAll("\\\\\\n\\s*", "");
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    /** The jar that the shade plugin writes, by the pattern in the root pom. */
    private static String shadedJar(String module) throws IOException {
        String pattern = firstMatch("<outputFile>\\$\\{project.build.directory}/([^<]+)<", ROOT.resolve("pom.xml"));
        Path pom = ROOT.resolve("src").resolve(module).resolve("pom.xml");
        return pattern.replace("${project.build.finalName}", firstMatch("<finalName>([^<]+)<", pom));
    }

    private static String firstMatch(String regex, Path file) throws IOException {
        Matcher matcher = Pattern.compile(regex).matcher(Files.readString(file));
        assertThat(matcher.find()).as("%s in %s", regex, file).isTrue();
        return matcher.group(1);
    }

    private static Map<String, Node> services() throws IOException {
        return yaml(DOCKER.resolve("compose.yaml")).at("services").entries();
    }

    /** Target to source of a compose service's volumes. */
    private static Map<String, String> mounts(Node service) {
        Map<String, String> mounts = new TreeMap<>();
        for (Node volume : service.items("volumes")) {
            String[] parts = volume.text().split(":");
            mounts.put(parts[1], parts[0]);
        }
        return mounts;
    }

    private static PipelineConfig pipeline(String yaml, String source) {
        return PipelineFile.parse(yaml, source, Map.of());
    }

    /** Every manifest but the kustomization, by file name. */
    private static Map<String, Node> manifests() throws IOException {
        Map<String, Node> manifests = new TreeMap<>();
        try (Stream<Path> files = Files.list(K8S)) {
            for (Path file : files.toList()) {
                manifests.put(file.getFileName().toString(), yaml(file));
            }
        }
        manifests.remove("kustomization.yaml");
        return manifests;
    }

    /** The pod of every deployment, by file name. */
    private static Map<String, Node> pods() throws IOException {
        Map<String, Node> pods = manifests();
        pods.values().removeIf(manifest -> !manifest.text("kind").equals("Deployment"));
        pods.replaceAll((file, deployment) -> deployment.at("spec", "template", "spec"));
        return pods;
    }

    private static Object labels(String deployment) throws IOException {
        return manifests()
                .get(deployment)
                .at("spec", "template", "metadata", "labels")
                .value();
    }

    private static Node container(Node pod) {
        assertThat(pod.items("containers")).hasSize(1);
        return pod.items("containers").get(0);
    }

    /** The volume that is mounted at a path of the pod's container. */
    private static Node volumeAt(Node pod, String path) {
        Node mount = only(container(pod).items("volumeMounts"), "mountPath", path);
        return only(pod.items("volumes"), "name", mount.text("name"));
    }

    /** Name and number of the container port that a probe asks, and the path. */
    private static String probe(Node container, String name) {
        Node get = container.at(name, "httpGet");
        Node port = only(container.items("ports"), "name", get.text("port"));
        return port.text("name") + " " + port.text("containerPort") + " " + get.text("path");
    }

    private static Node only(List<Node> nodes, String key, String value) {
        List<Node> found =
                nodes.stream().filter(node -> node.text(key).equals(value)).toList();
        assertThat(found).as("%s %s", key, value).hasSize(1);
        return found.get(0);
    }

    private static Node yaml(Path file) throws IOException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setSchema(new CoreSchema())
                .build();
        return new Node(new Load(settings).loadFromString(Files.readString(file)));
    }

    /** A YAML value: a map, a list or a scalar. */
    private record Node(Object value) {
        Node at(String... keys) {
            Node node = this;
            for (String key : keys) {
                assertThat(node.entries()).containsKey(key);
                node = node.entries().get(key);
            }
            return node;
        }

        boolean has(String key) {
            return entries().containsKey(key);
        }

        String text(String key) {
            return at(key).text();
        }

        String text() {
            return String.valueOf(value);
        }

        /** A list's elements, or a map's keys; none where the key is absent. */
        List<Node> items(String key) {
            if (!has(key)) {
                return List.of();
            }
            Object items = at(key).value;
            return (items instanceof Map<?, ?> map ? map.keySet() : (List<?>) items)
                    .stream().map(Node::new).toList();
        }

        Map<String, Node> entries() {
            Map<String, Node> entries = new TreeMap<>();
            ((Map<?, ?>) value).forEach((key, child) -> entries.put(String.valueOf(key), new Node(child)));
            return entries;
        }
    }
}
