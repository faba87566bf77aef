package dev.sluice.cli.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own with the class path of this one, which can be killed, stopped and let go on. Its output goes to a file.
 * Whatever happens to this JVM, none is left behind: a shutdown hook ends those that still run, each by its id.
 */
final class JavaProcess {

    private static final Collection<Process> STARTED = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> STARTED.forEach(Process::destroyForcibly), "end-processes"));
    }

    private final String name;
    private final List<String> command;
    private final Path log;
    private final Map<String, String> environment;
    private volatile Process process;
    private volatile int printedBefore;

    /**
     * @param options of the JVM
     * @param log what it prints, start after start
     */
    JavaProcess(String name, List<String> options, String mainClass, List<String> arguments, Path log) {
        this.name = name;
        this.log = log;
        this.environment = Map.of("OMP_NUM_THREADS", "1");
        this.command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
    }

    void start() {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        printedBefore = printed().length();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        STARTED.add(process);
    }

    boolean isAlive() {
        Process now = process;
        return now != null && now.isAlive();
    }

    /** What it ended with by itself or at our hands; empty while it runs, or before it was started. */
    Optional<Integer> exitCode() {
        Process now = process;
        return now == null || now.isAlive() ? Optional.empty() : Optional.of(now.exitValue());
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
        STARTED.remove(process);
    }

    /** SIGTERM; returns the exit code, or empty where it did not end in time and was killed. */
    Optional<Integer> stop(long seconds) throws InterruptedException {
        process.destroy();
        boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
        if (!ended) {
            kill();
        }
        STARTED.remove(process);
        return ended ? Optional.of(process.exitValue()) : Optional.empty();
    }

    /** SIGSTOP: it stands still, and does not know. */
    void freeze() throws InterruptedException {
        signal("-STOP");
    }

    /** SIGCONT. */
    void thaw() throws InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws InterruptedException {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has printed since its first start. */
    String printed() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has printed since its last start. */
    String said() {
        return printed().substring(printedBefore);
    }

    String name() {
        return name;
    }
}
