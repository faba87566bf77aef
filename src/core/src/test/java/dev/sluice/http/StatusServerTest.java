package dev.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.HttpConfig;
import dev.sluice.pipeline.PipelineFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Health health = new Health(true, false, "waiting for first model");
    private final StatusServer server = new StatusServer(
            new HttpConfig("127.0.0.1", 0), "http.port", () -> "sluice_model_version 3.0\n", () -> health);

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return CLIENT.send(
                HttpRequest.newBuilder(uri)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void listensOnLoopbackUnlessToldOtherwise() {
        String host = PipelineFile.parse("pipeline: p\ninput: {topic: t}", "p.yaml", Map.of())
                .http()
                .host();

        try (StatusServer byDefault = new StatusServer(new HttpConfig(host, 0), "http.port", () -> "", () -> health)) {
            assertThat(byDefault.address().isLoopbackAddress()).isTrue();
        }
        try (StatusServer asked = new StatusServer(new HttpConfig("0.0.0.0", 0), "http.port", () -> "", () -> health)) {
            assertThat(asked.address().isAnyLocalAddress()).isTrue();
        }
    }

    @Test
    void isNotReadyWhileItWaits() throws Exception {
        HttpResponse<String> ready = send("GET", "/readyz");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).isEqualTo("waiting for first model\n");
        assertThat(send("GET", "/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void isReadyWithAModel() throws Exception {
        health = new Health(true, true, "ready: model 3");
        HttpResponse<String> ready = send("GET", "/readyz?verbose");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("ready: model 3\n");
    }

    @Test
    void isNotAliveAfterGivingUp() throws Exception {
        health = new Health(false, false, "gave up: of something");
        assertThat(send("GET", "/readyz").statusCode()).isEqualTo(503);
        HttpResponse<String> alive = send("GET", "/healthz");
        assertThat(alive.statusCode()).isEqualTo(503);
        assertThat(alive.body()).isEqualTo("gave up: of something\n");
    }

    @Test
    void servesMetricsAsPrometheusReadsThem() throws Exception {
        HttpResponse<String> metrics = send("GET", "/metrics");
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.body()).isEqualTo("sluice_model_version 3.0\n");
    }

    @Test
    void knowsNoOtherPathAndNoOtherMethod() throws Exception {
        assertThat(send("GET", "/").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/metrics/x").statusCode()).isEqualTo(404);
        HttpResponse<String> post = send("POST", "/metrics");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("Allow")).contains("GET");
    }

    @Test
    void saysWhichPortIsTaken() {
        assertThatThrownBy(() -> new StatusServer(
                        new HttpConfig("127.0.0.1", server.port()), "http.port", () -> "", () -> health))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("http.port");
    }
}
