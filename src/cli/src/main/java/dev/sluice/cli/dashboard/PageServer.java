package dev.sluice.cli.dashboard;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.pipeline.ConfigException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves the page, its events and its look-ups, to at most {@value EventStreams#MOST} pages at a time. Whatever is
 * answered may be used by the page itself only, and loads nothing from elsewhere.
 */
final class PageServer implements AutoCloseable {

    private static final int THREADS = EventStreams.MOST + 8;
    private static final int WAITING = 64;
    private static final int LISTED = 50;
    private static final int LONGEST_QUERY = 2_000;
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String JSON = "application/json";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final View view;
    private final HostCheck hosts;
    private final Assets assets = new Assets();
    private final EventStreams streams;
    private final HttpServer server;
    private final ThreadPoolExecutor threads;

    /**
     * Listens from now on.
     *
     * @throws ConfigException where it cannot listen there
     */
    PageServer(View view, String host, int port, HostCheck hosts) {
        this.view = view;
        this.hosts = hosts;
        this.streams = new EventStreams(view);
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(
                    "the dashboard cannot listen on " + host + ":" + port + ": " + e.getMessage()
                            + ": choose another port, or 0 for any free one",
                    e);
        }
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "sluice-dashboard-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Security-Policy", POLICY);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            headers.set("Cache-Control", "no-cache");
            if (!hosts.passes(exchange.getRequestHeaders().getFirst("Host"))) {
                send(
                        exchange,
                        421,
                        TEXT,
                        "this server is not known by that name: use its address, or start it with" + " --host NAME\n");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                headers.set("Allow", "GET");
                send(exchange, 405, TEXT, "only GET is answered here\n");
            } else {
                get(exchange);
            }
        }
    }

    private void get(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Assets.Asset asset = assets.find(path);
        if (asset != null) {
            send(exchange, 200, asset.type(), asset.bytes());
            return;
        }
        switch (path) {
            case "/events" -> streams.serve(exchange, parameter(exchange, "entity"));
            case "/entities" -> send(exchange, 200, JSON, found(parameter(exchange, "text")));
            case "/cell" -> send(exchange, 200, JSON, cell(parameter(exchange, "at")));
            default -> send(exchange, 404, TEXT, "not found; the page is at /\n");
        }
    }

    /** The entities whose name has the text in it. */
    private byte[] found(String text) {
        synchronized (view) {
            return PageJson.object(out -> {
                out.writeFieldName("entities");
                PageUpdate.entities(out, view.fleet.highest(text == null ? "" : text, LISTED));
            });
        }
    }

    /** The entity of a cell of the map; none where there is none. */
    private byte[] cell(String at) {
        synchronized (view) {
            List<Entity> all = view.fleet.inOrder();
            int index = at != null && at.matches("\\d{1,7}") ? Integer.parseInt(at) : all.size();
            return PageJson.object(out -> {
                out.writeFieldName("entities");
                PageUpdate.entities(out, index < all.size() ? List.of(all.get(index)) : List.of());
            });
        }
    }

    /** A parameter of the query; null where there is none. */
    private static String parameter(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getRawQuery();
        if (query == null || query.length() > LONGEST_QUERY) {
            return null;
        }
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                try {
                    return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    return null; // a percent sign that begins nothing
                }
            }
        }
        return null;
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        streams.close();
        server.stop(0);
        threads.shutdownNow();
    }
}
