package dev.sluice.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers like a registry, as a test lays it down. */
final class StubRegistry implements AutoCloseable {

    private record Answer(int status, String body) {}

    private final Map<String, Answer> answers = new HashMap<>();
    private final HttpServer server;
    final List<String> requests = new ArrayList<>();

    StubRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param request such as {@code GET /schemas/ids/1} */
    synchronized void on(String request, int status, String body) {
        answers.put(request, new Answer(status, body));
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
            byte[] sent = exchange.getRequestBody().readAllBytes();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            requests.add((request + " " + (authorization == null ? "" : authorization + " ")
                            + new String(sent, StandardCharsets.UTF_8))
                    .strip());
            Answer answer = answers.getOrDefault(request, new Answer(404, "<html>not here</html>"));
            byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
