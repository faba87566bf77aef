package dev.sluice.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PageServerIT {

    private final View view = new View(
            PipelineConfig.of("pumps", Map.of(), InputConfig.json("telemetry")), 900_000, System.currentTimeMillis());
    private final PageServer server = new PageServer(view, "127.0.0.1", 0, new HostCheck(Set.of("sluice.example")));
    private final String url = "http://127.0.0.1:" + server.address().getPort();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
    }

    @Test
    void servesThePageAndAllItsFilesFromTheJar() throws Exception {
        String page = get("/").body();
        List<String> files = new ArrayList<>(List.of("main.js", "uplot.js", "uplot.css", "page.css", "favicon.svg"));
        for (String file : files) {
            assertThat(page).contains("\"" + file + "\"");
        }
        files.addAll(get("/main.js")
                .body()
                .lines()
                .filter(l -> l.startsWith("import "))
                .map(l -> l.substring(l.indexOf("\"./") + 3, l.lastIndexOf('"')))
                .toList());
        for (String file : files) {
            assertThat(get("/" + file).statusCode()).as(file).isEqualTo(200);
            assertThat(get("/" + file).body()).as(file).isNotEmpty();
        }
        assertThat(get("/uplot.js").body()).contains("uPlot");
    }

    @Test
    void nothingOfThePageComesFromElsewhere() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .doesNotContain("unsafe")
                .doesNotContain("http");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        for (String file : List.of("/", "/main.js", "/page.css", "/uplot.css", "/chart.js")) {
            assertThat(get(file).body())
                    .as(file)
                    .doesNotContain("//cdn")
                    .doesNotContain("@import")
                    .doesNotContain("src=\"http");
        }
    }

    @Test
    void turnsDownBrowsersThatWereLedHereByAnotherName() throws Exception {
        assertThat(raw("GET /events HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 421");
        assertThat(raw("GET / HTTP/1.1\r\nHost: sluice.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    private String raw(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    @Test
    void answersNothingElse() throws Exception {
        assertThat(get("/../pom.xml").statusCode()).isEqualTo(404);
        assertThat(get("/page.css%00").statusCode()).isEqualTo(404);
        assertThat(raw("GET /entities?text=% HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
        HttpRequest post = HttpRequest.newBuilder(URI.create(url + "/"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(http.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    @Test
    void findsEntitiesByNameAndByCell() throws Exception {
        synchronized (view) {
            view.fleet.accept("b & <i>", 0, 0.5f, 1, view.now);
            view.fleet.accept("a", 0, 0.7f, 1, view.now);
        }
        assertThat(get("/entities?text=%26%20%3C").body())
                .contains("\"name\":\"b & <i>\"")
                .doesNotContain("\"a\"");
        assertThat(get("/cell?at=0").body()).contains("\"name\":\"a\"");
        assertThat(get("/cell?at=1").body()).contains("\"name\":\"b & <i>\"");
        assertThat(get("/cell?at=2").body()).isEqualTo("{\"entities\":[]}");
        assertThat(get("/cell?at=-1").body()).isEqualTo("{\"entities\":[]}");
    }

    @Test
    void eventsHaveNumbersAndGoOn() throws Exception {
        HttpResponse<InputStream> stream =
                http.send(HttpRequest.newBuilder(URI.create(url + "/events")).build(), BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            List<String> ids = new ArrayList<>();
            List<String> data = new ArrayList<>();
            while (data.size() < 3) {
                String line = lines.readLine();
                if (line.startsWith("id: ")) {
                    ids.add(line);
                } else if (line.startsWith("data: ")) {
                    data.add(line);
                }
            }
            assertThat(ids).doesNotHaveDuplicates();
            assertThat(data.get(0)).contains("\"reset\":true");
            assertThat(data.get(1)).doesNotContain("\"reset\"");
        }
    }

    @Test
    void hasRoomForSoManyPagesAndSaysSoToTheNext() throws Exception {
        List<HttpResponse<InputStream>> pages = new ArrayList<>();
        for (int i = 0; i < EventStreams.MOST; i++) {
            pages.add(http.send(
                    HttpRequest.newBuilder(URI.create(url + "/events")).build(), BodyHandlers.ofInputStream()));
        }
        assertThat(get("/events").statusCode()).isEqualTo(503);
        assertThat(get("/").statusCode()).isEqualTo(200);
        for (HttpResponse<InputStream> page : pages) {
            page.body().close();
        }
    }

    @Test
    void aPortThatIsTakenIsAnErrorThatSaysSo() {
        assertThatThrownBy(
                        () -> new PageServer(view, "127.0.0.1", server.address().getPort(), new HostCheck(Set.of())))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "cannot listen on 127.0.0.1:" + server.address().getPort());
    }
}
