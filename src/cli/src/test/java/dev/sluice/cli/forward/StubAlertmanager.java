package dev.sluice.cli.forward;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A server that takes alerts as Alertmanager's API v2 does, and is as strict: what is no array of postable alerts is
 * answered with status 400, and so is a request with one that is not valid, though the valid ones are taken.
 */
public final class StubAlertmanager implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final Set<String> KEYS = Set.of("labels", "annotations", "startsAt", "endsAt", "generatorURL");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Integer> forced = new ConcurrentLinkedQueue<>();
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final Map<JsonNode, JsonNode> byLabels = new ConcurrentHashMap<>();
    private volatile String authorization;
    private volatile Predicate<JsonNode> disliked = alert -> false;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private final AtomicInteger requests = new AtomicInteger();

    public StubAlertmanager() throws IOException {
        this(0);
    }

    public StubAlertmanager(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        server.setExecutor(threads);
        server.createContext("/api/v2/alerts", this::answer);
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next requests are answered with these, whatever they are. */
    void answerNext(Integer... statuses) {
        forced.addAll(List.of(statuses));
    }

    /** Answers nobody until the latch is at 0. */
    void hold(CountDownLatch latch) {
        held = latch;
    }

    /** Lets in only those who send this header. */
    void require(String header) {
        authorization = header;
    }

    /** Such alerts are not valid. */
    void dislike(Predicate<JsonNode> alerts) {
        disliked = alerts;
    }

    /** All alerts that were taken, in their order. */
    public List<JsonNode> taken() {
        return List.copyOf(taken);
    }

    /** Why requests were answered with status 400. */
    public List<String> refused() {
        return List.copyOf(refused);
    }

    int requests() {
        return requests.get();
    }

    /** The alert with some label as it is now. */
    public Optional<JsonNode> alert(String label, String value) {
        return byLabels.entrySet().stream()
                .filter(e -> e.getKey().path(label).asText().equals(value))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** How many alerts differ in their labels. */
    public int distinct() {
        return byLabels.size();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.incrementAndGet();
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Integer status = forced.poll();
        if (status != null) {
            respond(exchange, status, "\"as you wish\"");
        } else if (authorization != null
                && !authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            respond(exchange, 401, "Unauthorized");
        } else if (!exchange.getRequestMethod().equals("POST")
                || !exchange.getRequestURI().getPath().equals("/api/v2/alerts")) {
            respond(exchange, 404, "");
        } else if (!"application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            respond(exchange, 415, "unsupported media type");
        } else {
            String wrong = take(body);
            if (!wrong.isEmpty()) {
                refused.add(wrong);
            }
            respond(exchange, wrong.isEmpty() ? 200 : 400, wrong.isEmpty() ? "" : JSON.writeValueAsString(wrong));
        }
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String take(byte[] body) {
        JsonNode alerts;
        try {
            alerts = JSON.readTree(body);
        } catch (IOException e) {
            return "no JSON: " + e.getMessage();
        }
        if (!alerts.isArray()) {
            return "no array";
        }
        StringBuilder wrong = new StringBuilder();
        for (JsonNode alert : alerts) {
            String why = wrong(alert);
            if (why.isEmpty()) {
                taken.add(alert);
                byLabels.put(alert.get("labels"), alert);
            } else {
                wrong.append(why).append("; ");
            }
        }
        return wrong.toString();
    }

    private String wrong(JsonNode alert) {
        if (!alert.isObject()) {
            return "no object";
        }
        for (Map.Entry<String, JsonNode> field : alert.properties()) {
            if (!KEYS.contains(field.getKey())) {
                return "unknown key " + field.getKey();
            }
        }
        if (alert.path("labels").isEmpty()) {
            return "at least one label pair required";
        }
        for (String texts : List.of("labels", "annotations")) {
            for (Map.Entry<String, JsonNode> text : alert.path(texts).properties()) {
                if (!text.getKey().matches("[a-zA-Z_][a-zA-Z0-9_]*")
                        || !text.getValue().isTextual()
                        || text.getValue().asText().isEmpty()) {
                    return "invalid " + texts + " " + text;
                }
            }
        }
        if (disliked.test(alert)) {
            return "disliked";
        }
        return times(alert);
    }

    private static String times(JsonNode alert) {
        try {
            OffsetDateTime start = time(alert.path("startsAt").asText());
            if (alert.has("endsAt") && time(alert.get("endsAt").asText()).isBefore(start)) {
                return "start time must be before end time";
            }
            return "";
        } catch (RuntimeException e) {
            return "no RFC 3339: " + alert;
        }
    }

    private static OffsetDateTime time(String text) {
        if (!text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)")) {
            throw new IllegalArgumentException(text);
        }
        return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    @Override
    public void close() {
        held.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
