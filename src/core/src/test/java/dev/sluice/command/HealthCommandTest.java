package dev.sluice.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.http.Health;
import dev.sluice.http.StatusServer;
import dev.sluice.pipeline.HttpConfig;
import java.net.URI;
import org.junit.jupiter.api.Test;

class HealthCommandTest {

    @Test
    void tellsWellFromIllAndFromGone() {
        Health waiting = new Health(true, false, "waiting for first model");
        URI server;
        try (StatusServer status =
                new StatusServer(new HttpConfig("127.0.0.1", 0), "http.port", () -> "", () -> waiting)) {
            server = URI.create("http://127.0.0.1:" + status.port());
            assertThat(HealthCommand.wrong(server + "/healthz")).isEmpty();
            assertThat(HealthCommand.wrong(server + "/readyz")).hasValue(server + "/readyz answers with status 503");
        }
        assertThat(HealthCommand.wrong(server + "/healthz")).get().asString().contains("/healthz does not answer");
        assertThat(HealthCommand.wrong("healthz")).get().asString().startsWith("healthz does not answer");
    }
}
