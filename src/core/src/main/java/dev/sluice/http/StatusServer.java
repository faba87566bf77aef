package dev.sluice.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.HttpConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Answers {@code GET /metrics}, {@code /healthz} and {@code /readyz}; 404 for all else, 405 for other methods. */
public final class StatusServer implements AutoCloseable {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads;

    /**
     * Listens from now on.
     *
     * @param key of the port in the pipeline file
     * @param metrics the Prometheus text
     * @throws ConfigException where it cannot listen there
     */
    public StatusServer(HttpConfig config, String key, Supplier<String> metrics, Supplier<Health> health) {
        try {
            server = HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(
                    "http: cannot listen on " + config.host() + ":" + config.port() + ": " + e.getMessage() + ": set "
                            + key + " to a free port",
                    e);
        }
        threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "sluice-http");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, metrics, health));
        server.start();
    }

    private static void answer(HttpExchange exchange, Supplier<String> metrics, Supplier<Health> health)
            throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                send(exchange, 405, TEXT, "only GET is answered here\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> send(exchange, 200, PROMETHEUS, metrics.get());
                case "/healthz" -> {
                    Health now = health.get();
                    send(exchange, now.alive() ? 200 : 503, TEXT, (now.alive() ? "alive" : now.state()) + "\n");
                }
                case "/readyz" -> {
                    Health now = health.get();
                    send(exchange, now.ready() ? 200 : 503, TEXT, now.state() + "\n");
                }
                default -> send(exchange, 404, TEXT, "not found; there are /metrics, /healthz and /readyz\n");
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** The address it listens on. */
    InetAddress address() {
        return server.getAddress().getAddress();
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
