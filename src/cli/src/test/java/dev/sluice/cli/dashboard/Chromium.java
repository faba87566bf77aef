package dev.sluice.cli.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A headless Chromium with one tab, driven by its own protocol over a WebSocket: no driver to match its version. It is
 * {@code -Dbrowser.executable}, or the first of the usual names on the path.
 */
final class Chromium implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final WebSocket socket;

    /** @param profile an empty folder of its own */
    Chromium(Path profile, int width, int height) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                executable(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--remote-debugging-address=127.0.0.1",
                "--user-data-dir=" + profile,
                "--no-first-run",
                "--disable-extensions",
                "--disable-background-networking",
                "--disable-dev-shm-usage",
                "--window-size=" + width + "," + height,
                "about:blank"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.add(1, "--no-sandbox"); // which it cannot have there
        }
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("browser.log").toFile())
                .start();
        Path ports = profile.resolve("DevToolsActivePort");
        Awaitility.await("the browser: see " + profile.resolve("browser.log"))
                .atMost(PATIENCE)
                .until(() -> Files.exists(ports) && Files.readAllLines(ports).size() >= 2);
        socket = connect(Files.readAllLines(ports).get(0));
        for (String domain : List.of("Page", "Runtime", "Log", "Network", "Performance")) {
            call(domain + ".enable", Map.of());
        }
    }

    private static String executable() {
        String named = System.getProperty("browser.executable", "");
        if (!named.isBlank()) {
            return named;
        }
        Optional<Path> found = Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        return found.map(Path::toString)
                .orElseThrow(() -> new IllegalStateException(
                        "no Chromium on the path: install one, or name it with -Dbrowser.executable=FILE"));
    }

    private WebSocket connect(String port) {
        String list = "http://127.0.0.1:" + port + "/json/list";
        String tab = Awaitility.await("a tab")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> {
                            String body = http.send(
                                            HttpRequest.newBuilder(URI.create(list))
                                                    .build(),
                                            BodyHandlers.ofString())
                                    .body();
                            for (JsonNode target : JSON.readTree(body)) {
                                if (target.path("type").asText().equals("page")) {
                                    return target.path("webSocketDebuggerUrl").asText();
                                }
                            }
                            return "";
                        },
                        url -> !url.isEmpty());
        return http.newWebSocketBuilder()
                .buildAsync(URI.create(tab), new Messages())
                .join();
    }

    /** Puts messages together, and passes answers to who waits for them. */
    private final class Messages implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                accept(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private void accept(String message) {
        try {
            JsonNode said = JSON.readTree(message);
            CompletableFuture<JsonNode> answered =
                    said.has("id") ? waiting.remove(said.path("id").asInt()) : null;
            if (answered != null) {
                answered.complete(said);
                return;
            }
            JsonNode what = said.path("params");
            switch (said.path("method").asText()) {
                case "Runtime.exceptionThrown" -> errors.add("exception: " + what);
                case "Runtime.consoleAPICalled" -> {
                    if (List.of("error", "warning", "assert")
                            .contains(what.path("type").asText())) {
                        errors.add("console: " + what.path("args"));
                    }
                }
                case "Log.entryAdded" -> {
                    JsonNode entry = what.path("entry");
                    if (entry.path("level").asText().equals("error")) {
                        errors.add(entry.path("source").asText() + ": "
                                + entry.path("text").asText() + " "
                                + entry.path("url").asText());
                    }
                }
                default -> {
                    // Nothing that a test asks about.
                }
            }
        } catch (IOException e) {
            errors.add("unreadable: " + e.getMessage());
        }
    }

    /** Calls a method of the protocol, and returns its result. */
    JsonNode call(String method, Map<String, Object> parameters) {
        int id = number.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
        request.set("params", JSON.valueToTree(parameters));
        socket.sendText(request.toString(), true).join();
        JsonNode said = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        if (said.has("error")) {
            throw new IllegalStateException(method + ": " + said.path("error"));
        }
        return said.path("result");
    }

    void open(String url) {
        call("Page.navigate", Map.of("url", url));
    }

    /** The value of an expression of JavaScript, a promise's included. */
    JsonNode evaluate(String expression) {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** The text of the first element that a selector finds; empty where it finds none. */
    String text(String selector) {
        return evaluate("document.querySelector(" + JSON.valueToTree(selector) + ")?.innerText ?? ''")
                .asText();
    }

    /** Waits until an expression is true. */
    void await(String expression) {
        Awaitility.await(expression)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions() // what it asks about may not be there yet
                .until(() -> evaluate(expression).asBoolean());
    }

    void click(String selector) {
        evaluate("document.querySelector(" + JSON.valueToTree(selector) + ").click()");
    }

    /** Presses a key that writes nothing, such as Tab or ArrowRight. */
    void press(String key) {
        int code =
                Map.of("Tab", 9, "Enter", 13, "ArrowRight", 39, "ArrowDown", 40).get(key);
        for (String type : List.of("rawKeyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
    }

    /** @param scheme light or dark */
    void emulate(int width, int height, String scheme) {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void screenshot(Path file) throws IOException {
        JsonNode picture = call("Page.captureScreenshot", Map.of("format", "png"));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
    }

    /** A figure of the browser's own, such as JSHeapUsedSize or Nodes. */
    double metric(String name) {
        for (JsonNode metric : call("Performance.getMetrics", Map.of()).path("metrics")) {
            if (metric.path("name").asText().equals(name)) {
                return metric.path("value").asDouble();
            }
        }
        throw new IllegalArgumentException("no metric " + name);
    }

    /** What the console has complained about so far. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public void close() {
        socket.abort();
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        // They write to the profile as long as they live.
        all.forEach(each -> each.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }
}
