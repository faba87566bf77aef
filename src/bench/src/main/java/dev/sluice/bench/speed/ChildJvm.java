package dev.sluice.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM with what this one has on its class path; it ends with this object, or by itself. */
final class ChildJvm implements AutoCloseable {

    private static final String THREADS = "OMP_NUM_THREADS";
    private static final int TOLD = 2_000;

    private final Process process;
    private final Path log;

    /**
     * Starts it.
     *
     * @param log that it writes to what it would print
     * @param options for the JVM
     * @param main its main class
     */
    ChildJvm(Path log, List<String> options, String main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        this.log = log;
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // The launcher's choice for Sluice; others have the default of their libraries.
        builder.environment().remove(THREADS);
        this.process = builder.start();
        // One that is killed would leave it behind otherwise.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** @throws IllegalStateException where it has ended */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "a process of the bench ended with exit code " + process.exitValue() + ": " + told());
        }
    }

    /** The end of its log: the file does not outlast the bench. */
    private String told() {
        try {
            String text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - TOLD)).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** @throws IllegalStateException where it does not end well within that time */
    void awaitEnd(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a process of the bench did not end within " + seconds + " s");
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException(
                    "a process of the bench ended with exit code " + process.exitValue() + ": " + told());
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
