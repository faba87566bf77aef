package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Dockerfiles agree with the build and with the checkout. */
final class DockerfilesTest {

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Dockerfile#all")
    void eachImageRunsTheJarThatItsModuleBuilds(Dockerfile dockerfile) throws IOException {
        String jar = "/build/src/" + dockerfile.module() + "/target/" + shadedJar(dockerfile.module());
        List<String> copied = dockerfile.each("COPY").stream()
                .filter(words -> words.contains(jar))
                .findFirst()
                .orElseThrow();

        assertThat(copied.get(1)).isEqualTo("--from=build");
        assertThat(dockerfile.lastStage())
                .contains("WORKDIR /opt/sluice")
                .anyMatch(line -> line.startsWith("ENTRYPOINT [\"java\", ")
                        && line.endsWith("\"-jar\", \"/opt/sluice/" + copied.get(3) + "\"]"));
        assertThat(dockerfile.instructions())
                .anyMatch(line -> line.contains("./mvnw -B -pl src/" + dockerfile.module() + " -am package"));
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Dockerfile#all")
    void imagesCopyOnlyWhatTheCheckoutHasAndTheContextLetsThrough(Dockerfile dockerfile) throws IOException {
        List<String> context = Files.readAllLines(Checkout.ROOT.resolve(".dockerignore"));
        List<String> sources = new ArrayList<>();
        for (List<String> words : dockerfile.each("COPY")) {
            if (!words.contains("--from=build")) {
                sources.addAll(words.subList(1, words.size() - 1));
            }
        }
        assertThat(sources).isNotEmpty().allSatisfy(source -> {
            assertThat(Checkout.ROOT.resolve(source)).exists();
            assertThat(context).contains("*", "!" + source);
        });
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Dockerfile#all")
    void imagesRunAsANumericUserAndWithoutAShell(Dockerfile dockerfile) {
        List<String> last = dockerfile.lastStage();
        assertThat(last).contains("USER 10001:10001").anyMatch(line -> line.startsWith("ENV JAVA_TOOL_OPTIONS="));
        assertThat(last)
                .filteredOn(line -> line.matches("(CMD|ENTRYPOINT) .*"))
                .hasSize(2)
                .allMatch(line -> line.matches("\\w+ \\[.*]"));
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.cli.deployment.Dockerfile#all")
    void everyBaseImageHasATagThatIsNotTheNewest(Dockerfile dockerfile) {
        assertThat(dockerfile.each("FROM"))
                .hasSize(2)
                .allSatisfy(words ->
                        assertThat(words.get(1)).matches("[a-z0-9./-]+:[^:]+").doesNotEndWith(":latest"));
    }

    @Test
    void theScorersImageHasNoShellSoItsHealthIsAskedByJava() throws Exception {
        Dockerfile scorer = Dockerfile.of("scorer", "stream");
        String probe = scorer.lastStage().stream()
                .filter(line -> line.startsWith("HEALTHCHECK"))
                .findFirst()
                .orElseThrow();

        assertThat(scorer.lastStage())
                .noneMatch(line -> line.startsWith("RUN "))
                .contains("EXPOSE 8080");
        assertThat(probe).contains("\"/opt/sluice/sluice-stream.jar\"", "\"http://127.0.0.1:8080/healthz\"");
        String type = probe.replaceFirst(".*\"(dev\\.sluice\\.[A-Za-z.]+)\".*", "$1");
        assertThat(Class.forName(type).getMethod("main", String[].class)).isNotNull();
    }

    @Test
    void theImagesAreNamedWithTheProjectsVersion() throws IOException {
        for (Dockerfile dockerfile : Dockerfile.all().toList()) {
            Path file = Checkout.DOCKER.resolve(dockerfile.image() + ".Dockerfile");
            assertThat(Files.readString(file))
                    .contains("-t sluice-" + dockerfile.image() + ":" + Checkout.version() + " .");
        }
    }

    /** The jar that the shade plugin writes, by the pattern in the root pom. */
    private static String shadedJar(String module) throws IOException {
        String pattern = Checkout.firstMatch(
                "<outputFile>\\$\\{project.build.directory}/([^<]+)<", Checkout.ROOT.resolve("pom.xml"));
        Path pom = Checkout.ROOT.resolve("src").resolve(module).resolve("pom.xml");
        return pattern.replace("${project.build.finalName}", Checkout.firstMatch("<finalName>([^<]+)<", pom));
    }
}
