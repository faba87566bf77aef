package dev.sluice.cli.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Apicurio's schema registry as a process of its own on loopback, with its data in memory. */
public final class RegistryProcess implements AutoCloseable {

    private final Process process;
    private final int port;

    private RegistryProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it from where the build unpacks it. */
    public static RegistryProcess start() throws IOException {
        Path folder = Path.of("target", "registry");
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar(folder).toString());
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "QUARKUS_MANAGEMENT_HOST",
                        "127.0.0.1",
                        "QUARKUS_MANAGEMENT_PORT",
                        Integer.toString(freePort())));
        builder.redirectErrorStream(true)
                .redirectOutput(Path.of("target", "registry.log").toFile());
        RegistryProcess registry = new RegistryProcess(builder.start(), port);
        Runtime.getRuntime().addShutdownHook(new Thread(registry.process::destroyForcibly));
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(registry::answers);
            return registry;
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    private static Path jar(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith("-runner.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                                    .timeout(Duration.ofSeconds(2))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Where Confluent's API is. */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    /** Where Apicurio's own API is. */
    public String ownUrl() {
        return "http://127.0.0.1:" + port + "/apis/registry/v3";
    }

    /** Stands still: connections are taken, and nothing answers. */
    public void suspend() throws IOException, InterruptedException {
        signal("-STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder(List.of("kill", signal, Long.toString(process.pid())))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill " + signal + " gave " + code);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
