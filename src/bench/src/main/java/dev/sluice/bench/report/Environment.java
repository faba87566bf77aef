package dev.sluice.bench.report;

import dev.sluice.cli.Sluice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Where a bench ran.
 *
 * @param cpu the processor's name
 * @param cores as many as this JVM may use
 * @param heapMebibytes largest heap
 * @param jdk version and vendor
 * @param os name, version and architecture
 * @param sluice version measured
 * @param started when, UTC
 */
public record Environment(
        String cpu, int cores, long heapMebibytes, String jdk, String os, String sluice, Instant started) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** This machine and JVM, now. */
    public static Environment here() {
        String version = Sluice.class.getPackage().getImplementationVersion();
        return new Environment(
                processor(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                System.getProperty("java.vm.version") + ", " + System.getProperty("java.vendor"),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                version == null ? "not from a jar" : version,
                Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    private static String processor() {
        try {
            return Files.readAllLines(CPU_INFO).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            // Linux only.
            return "unknown";
        }
    }
}
