package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the other tests look at is what the overlays and the chart come to now. */
final class RenderingTest {

    @Test
    void wasRenderedFromTheFilesAsTheyAre() throws Exception {
        assertThat(Files.readString(Rendered.FOLDER.resolve("rendered-from.sha256")))
                .as("k8s/ has changed: run k8s/render.sh, which needs kubectl and helm")
                .isEqualTo(digest() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "production"})
    void kustomizeRendersTheSameHere(String overlay, @TempDir Path folder) throws Exception {
        assumeTrue(isThere("kubectl"), "no kubectl on the PATH");

        assertThat(run(folder, "kubectl", "kustomize", "k8s/overlays/" + overlay))
                .isEqualTo(Files.readString(Rendered.FOLDER.resolve("overlay-" + overlay + ".yaml")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "production"})
    void helmRendersTheSameHere(String variant, @TempDir Path folder) throws Exception {
        assumeTrue(isThere("helm"), "no helm on the PATH");

        String values = "src/cli/src/test/helm/" + variant + ".yaml";
        assertThat(run(
                        folder,
                        "helm",
                        "template",
                        "sluice",
                        "k8s/helm/sluice",
                        "--kube-version",
                        "1.32",
                        "--values",
                        values))
                .isEqualTo(Files.readString(Rendered.FOLDER.resolve("chart-" + variant + ".yaml")));
    }

    /** As {@code sha256sum} prints it for every file, and of that once more. */
    private static String digest() throws IOException, GeneralSecurityException {
        StringBuilder lines = new StringBuilder();
        for (Path folder : new Path[] {
            Path.of("k8s/base"), Path.of("k8s/helm"), Path.of("k8s/overlays"), Path.of("src/cli/src/test/helm")
        }) {
            for (Path file : Checkout.files(Checkout.ROOT.resolve(folder))) {
                String name = Checkout.ROOT.relativize(file).toString().replace('\\', '/');
                lines.append(sha256(Files.readAllBytes(file)))
                        .append("  ")
                        .append(name)
                        .append('\n');
            }
        }
        return sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(Checkout.ROOT.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(process.waitFor())
                .as(() -> {
                    try {
                        return Files.readString(err);
                    } catch (IOException e) {
                        return e.toString();
                    }
                })
                .isZero();
        return Files.readString(out);
    }
}
