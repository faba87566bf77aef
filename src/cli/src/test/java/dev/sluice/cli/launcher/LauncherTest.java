package dev.sluice.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./sluice} in a checkout whose Maven counts its builds and whose Java prints its arguments. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a bash script")
class LauncherTest {

    private static final Path SCRIPT =
            Path.of(System.getProperty("basedir", "."), "../../sluice").normalize();

    @TempDir
    Path folder;

    private Path checkout;
    private Path source;
    private Path jar;
    private Path benchSource;
    private Path benchJar;
    private Path java;

    @BeforeEach
    void makeACheckout() throws IOException {
        checkout = Files.createDirectory(folder.resolve("a checkout"));
        Files.copy(SCRIPT, checkout.resolve("sluice"));
        Files.createFile(checkout.resolve("pom.xml"));
        source = Files.createDirectories(checkout.resolve("src/core/src/main")).resolve("A.java");
        Files.createFile(source);
        benchSource =
                Files.createDirectories(checkout.resolve("src/bench/src/main")).resolve("B.java");
        Files.createFile(benchSource);
        jar = checkout.resolve("src/cli/target/sluice-all.jar");
        benchJar = checkout.resolve("src/bench/target/sluice-bench-all.jar");
        script(
                checkout.resolve("mvnw"),
                "echo \"$@\" >> builds; sleep 0.2",
                "mkdir -p src/cli/target; echo jar > src/cli/target/sluice-all.jar",
                "[[ \" $* \" == *' src/bench '* ]] || exit 0",
                "mkdir -p src/bench/target; echo jar > src/bench/target/sluice-bench-all.jar");
        java = java("17.0.1");
    }

    private Path java(String version) throws IOException {
        Path home = folder.resolve("jdk-" + version);
        Files.createDirectories(home.resolve("bin"));
        script(
                home.resolve("bin/java"),
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"" + version + "\" 2025-01-01' >&2; exit; fi",
                "printf '<%s>' \"$@\"; echo \"threads $OMP_NUM_THREADS\"; exit 7");
        return home;
    }

    private static void script(Path file, String... lines) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(Map<String, String> environment, Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("SLUICE_") || name.equals("OMP_NUM_THREADS"));
        process.environment().put("JAVA_HOME", java.toString());
        process.environment().putAll(environment);
        return process.start();
    }

    private CommandRun run(Map<String, String> environment, Path script, String... arguments) throws Exception {
        Process process = start(environment, script, arguments);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new CommandRun(process.exitValue(), out, err);
    }

    private CommandRun sluice(String... arguments) throws Exception {
        return run(Map.of(), checkout.resolve("sluice"), arguments);
    }

    private long builds() throws IOException {
        Path counted = checkout.resolve("builds");
        return Files.exists(counted) ? Files.readAllLines(counted).size() : 0;
    }

    @Test
    void buildsTheFirstTimeThenRunsWithItsArgumentsAndExitCode() throws Exception {
        CommandRun first = sluice("tail", "two words");
        assertThat(first.err()).contains("the first time takes a few minutes");
        assertThat(first.out()).contains("<-jar><" + jar + "><tail><two words>", "threads 1");
        assertThat(first.exitCode()).isEqualTo(7);
        assertThat(builds()).isEqualTo(1);
        CommandRun second = sluice();
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        sluice();
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(sluice().err()).contains("sources have changed");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void buildsTheBenchesOnlyWhenOneIsAskedFor() throws Exception {
        sluice();
        assertThat(benchJar).doesNotExist();

        CommandRun bench = sluice("bench", "detection", "--quick");

        assertThat(bench.err()).contains("the first time takes a few minutes");
        assertThat(bench.out()).contains("-XX:+UseParallelGC", "<-jar><" + benchJar + "><detection><--quick>");
        assertThat(bench.exitCode()).isEqualTo(7);
        assertThat(sluice("bench", "detection").err()).isEmpty();
        assertThat(sluice("tail").err()).isEmpty();
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void buildsTheBenchesAgainWhenTheyOrWhatTheyMeasureIsNewer() throws Exception {
        sluice("bench", "detection");
        Files.setLastModifiedTime(benchSource, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(sluice("tail").err()).as("commands are not made of benches").isEmpty();
        assertThat(sluice("bench", "detection").err()).contains("sources have changed");
        assertThat(builds()).isEqualTo(2);
        Files.setLastModifiedTime(benchSource, FileTime.from(Instant.EPOCH));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(sluice("bench", "detection").err()).contains("sources have changed");
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void runsWhatThereIsWhenToldNotToBuild() throws Exception {
        Map<String, String> noBuild = Map.of("SLUICE_NO_BUILD", "1");
        CommandRun nothing = run(noBuild, checkout.resolve("sluice"));
        assertThat(nothing.exitCode()).isEqualTo(1);
        assertThat(nothing.err()).contains("nothing is built yet").contains("run once without SLUICE_NO_BUILD");
        sluice();
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(run(noBuild, checkout.resolve("sluice")).exitCode()).isEqualTo(7);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Process one = start(Map.of(), checkout.resolve("sluice"));
        Process other = start(Map.of(), checkout.resolve("sluice"));
        assertThat(one.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(one.exitValue()).isEqualTo(7);
        assertThat(other.exitValue()).isEqualTo(7);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void isFoundThroughSymbolicLinks() throws Exception {
        Path relative = Files.createSymbolicLink(folder.resolve("link"), Path.of("a checkout/sluice"));
        Path absolute = Files.createSymbolicLink(folder.resolve("link to link"), relative.toAbsolutePath());
        assertThat(run(Map.of(), absolute).out()).contains("<-jar><" + jar + ">");
    }

    @Test
    void passesOptionsToJava() throws Exception {
        assertThat(run(Map.of("SLUICE_JAVA_OPTS", "-Xmx1g -Da=b"), checkout.resolve("sluice"))
                        .out())
                .contains("<-Xmx1g><-Da=b><-jar>");
    }

    @Test
    void saysThatJavaIsTooOldOrNotThere() throws Exception {
        java = java("1.8.0_392");
        assertThat(sluice().err()).contains("Java 1 (" + java + "/bin/java) is too old: install a JDK 17 or newer");
        java = java("11.0.2");
        CommandRun eleven = sluice();
        assertThat(eleven.err()).contains("Java 11");
        assertThat(eleven.exitCode()).isEqualTo(1);
        java = folder.resolve("none");
        assertThat(sluice().err()).contains("JAVA_HOME is " + java).contains("correct it, or unset it");
        assertThat(builds()).isZero();
    }

    @Test
    void asksNoJvmWhatTheJdkSaysInItsFile() throws Exception {
        script(java.resolve("bin/java"), "[[ $1 == -version ]] && exit 1", "printf '<%s>' \"$@\"");
        Path release = java.resolve("release");

        Files.writeString(release, "JAVA_VERSION=\"17.0.15\"\nMODULES=\"java.base java.sql\"\n");
        assertThat(sluice("stream").out()).contains("<stream>").doesNotContain("<--add-modules");
        Files.writeString(release, "JAVA_VERSION=\"17.0.15\"\nMODULES=\"java.base jdk.incubator.vector\"\n");
        assertThat(sluice("stream").out()).startsWith("<-XX").contains("<--add-modules=jdk.incubator.vector>");
        assertThat(sluice("bench", "speed").out()).contains("<--add-modules=jdk.incubator.vector>");
        assertThat(sluice("tail").out()).doesNotContain("<--add-modules");
        Files.writeString(release, "JAVA_VERSION=\"11.0.2\"\n");
        assertThat(sluice("stream").err()).contains("Java 11").contains("too old");
    }

    @Test
    void takesTheClassesOfAScorerThatCameToReadRecords() throws Exception {
        Pattern leaves = Pattern.compile("<-XX:ArchiveClassesAtExit=([^>]*)><-Dsluice.started=([^>]*)>");
        Matcher first = leaves.matcher(sluice("stream").out());
        assertThat(first.find()).isTrue();
        Path archive = Path.of(first.group(1));
        Path whole = Path.of(first.group(2));

        Files.createFile(archive);
        assertThat(sluice("stream").out()).as("read no records").containsPattern(leaves);
        Files.createFile(whole);
        assertThat(sluice("stream").out())
                .contains("<-XX:SharedArchiveFile=" + archive + ">")
                .doesNotContain("ArchiveClassesAtExit");
        FileTime before = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(sluice("stream").out()).as("of another build").containsPattern(leaves);
        assertThat(whole).doesNotExist();
        Files.setLastModifiedTime(jar, before);
        assertThat(sluice("stream").out()).as("is to be left again").containsPattern(leaves);
    }

    @Test
    void saysThatTheBuildFailed() throws Exception {
        script(checkout.resolve("mvnw"), "echo broken source; exit 1");
        CommandRun run = sluice();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("broken source").contains("the build failed");
        assertThat(run.out()).isEmpty();
    }
}
