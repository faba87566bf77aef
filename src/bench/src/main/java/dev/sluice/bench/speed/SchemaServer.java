package dev.sluice.bench.speed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * A schema registry in memory, on loopback: registers what it is given, gives it back by its id. Answers the two requests
 * that a scorer makes, whatever the subject.
 */
final class SchemaServer implements AutoCloseable {

    private static final String BY_ID = "/schemas/ids/";

    private final ObjectMapper json = new ObjectMapper();
    private final List<String> schemas = new ArrayList<>();
    private final HttpServer server;

    SchemaServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The id of a schema. */
    synchronized int register(Schema schema) {
        return register(schema.toString());
    }

    private int register(String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Map<String, ?> answer;
            if (exchange.getRequestMethod().equals("POST")) {
                String schema =
                        json.readTree(exchange.getRequestBody()).path("schema").asText();
                answer = Map.of("id", register(schema));
            } else if (path.startsWith(BY_ID)) {
                int id = Integer.parseInt(path.substring(BY_ID.length()));
                answer = Map.of("schema", schemas.get(id - 1));
            } else {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] body = json.writeValueAsBytes(answer);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
