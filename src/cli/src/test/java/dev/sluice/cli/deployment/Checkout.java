package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of this checkout that are not code. */
public final class Checkout {

    public static final Path ROOT = Path.of(System.getProperty("basedir", "src/cli"))
            .toAbsolutePath()
            .resolve("../..")
            .normalize();
    static final Path DOCKER = ROOT.resolve("docker");
    static final Path K8S = ROOT.resolve("k8s");
    static final Path CHART = K8S.resolve("helm/sluice");

    private Checkout() {}

    /** The project's version. */
    static String version() throws IOException {
        return firstMatch("<artifactId>sluice</artifactId>\\s*<version>([^<]+)<", ROOT.resolve("pom.xml"));
    }

    /** The first group of the first match. */
    static String firstMatch(String regex, Path file) throws IOException {
        Matcher matcher = Pattern.compile(regex).matcher(Files.readString(file));
        assertThat(matcher.find()).as("%s in %s", regex, file).isTrue();
        return matcher.group(1);
    }

    /** Every file below a folder, in order. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
