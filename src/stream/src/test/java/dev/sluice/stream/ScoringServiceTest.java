package dev.sluice.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.command.ExitCode;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.HttpConfig;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without a broker: a port of the reserved range, on which nothing answers. */
class ScoringServiceTest {

    private static PipelineConfig config(int httpPort) {
        PipelineConfig d =
                PipelineConfig.of("pumps", Map.of("bootstrap.servers", "127.0.0.1:1"), InputConfig.json("telemetry"));
        return d.withHttp(new HttpConfig("127.0.0.1", httpPort));
    }

    private static HttpResponse<String> get(ScoringService service, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + service.httpPort() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void isAliveButNotReadyWithoutABroker() throws Exception {
        try (ScoringService service = new ScoringService(config(0))) {
            service.start();

            assertThat(get(service, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(service, "/readyz").statusCode()).isEqualTo(503);
            assertThat(get(service, "/readyz").body()).contains("127.0.0.1:1");
            assertThat(get(service, "/metrics").body()).contains("sluice_model_version 0.0");
            ServiceStatus status = service.status();
            assertThat(status.alive()).isTrue();
            assertThat(status.ready()).isFalse();
            assertThat(status.championVersion()).isZero();
            assertThat(status.rejections()).isEmpty();
        }
    }

    @Test
    void endsWellWhenClosedWhileItWaits() {
        ScoringService service = new ScoringService(config(0));
        service.start();
        service.close();
        service.close();

        assertThat(service.awaitExit()).isEqualTo(ExitCode.OK);
        assertThat(service.status().state()).isEqualTo("stopped");
        assertThat(service.status().alive()).isFalse();
    }

    @Test
    void canBeClosedWithoutHavingBeenStarted() {
        ScoringService service = new ScoringService(config(0));
        service.close();
        assertThat(service.awaitExit()).isEqualTo(ExitCode.OK);
    }

    @Test
    void saysSoWhereThePortIsTaken() {
        try (ScoringService first = new ScoringService(config(0))) {
            first.start();
            try (ScoringService second = new ScoringService(config(first.httpPort()))) {
                assertThatThrownBy(second::start)
                        .isInstanceOf(ConfigException.class)
                        .hasMessageContaining("http.port");
            }
        }
    }
}
