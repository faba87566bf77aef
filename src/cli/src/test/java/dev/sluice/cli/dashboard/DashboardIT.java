package dev.sluice.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.contract.Decision;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedBroker.class)
class DashboardIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    /** All there is, as a page that connects now is told. */
    private JsonNode snapshot(Dashboard dashboard, String entity) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(dashboard.url() + "events?entity=" + entity))
                .build();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                http.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            return JSON.readTree(lines.lines()
                    .filter(l -> l.startsWith("data: "))
                    .findFirst()
                    .orElseThrow()
                    .substring(6));
        }
    }

    @Test
    void showsWhatTheTopicsHoldAndWhatComes(EmbeddedBroker broker) throws Exception {
        long now = System.currentTimeMillis();
        try (OutputTopics topics = new OutputTopics("dashboard-it", broker)) {
            for (int i = 0; i < 100; i++) {
                topics.record("pump-" + i % 4, 0.3, now - 100_000 + i * 1_000L);
            }
            topics.activation(3, Decision.PROMOTED, "better", now - 200_000);
            topics.unscored(now);
            topics.unscored(now);
            topics.flush();
            try (Dashboard dashboard = new Dashboard(topics.config, Duration.ofMinutes(15), "127.0.0.1", 0, Set.of())) {
                Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                    JsonNode fleet = snapshot(dashboard, "").path("fleet");
                    assertThat(fleet.path("scored").asInt()).isEqualTo(100);
                    assertThat(fleet.path("lag").asInt()).isEqualTo(2);
                    assertThat(fleet.path("champion").asInt()).isEqualTo(3);
                });
                JsonNode before = snapshot(dashboard, "pump-1");
                assertThat(before.at("/series/records").asInt()).isEqualTo(25);
                assertThat(before.at("/decisions/0/checks/0/name").asText()).isEqualTo("reconstruction-error");
                assertThat(before.at("/scatter/points").size()).isGreaterThan(0);
                // What was there before is history, and no traffic of now.
                assertThat(before.at("/fleet/rate").asDouble()).isZero();

                topics.outcome("pump-1", 2.5, now + 1_000);
                topics.alert("it-0-7", "OPENED", "pump-1", 2.5, now, OutputTopics.field("flow", 9, 5, 0.8));
                topics.deadLetter("flow: expected a number, got \"n/a\"", now);
                topics.flush();
                Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                    JsonNode page = snapshot(dashboard, "pump-1");
                    assertThat(page.at("/series/score").asDouble()).isEqualTo(2.5);
                    assertThat(page.at("/incidents/0/fields/0/name").asText()).isEqualTo("flow");
                    assertThat(page.at("/fleet/open").asInt()).isEqualTo(1);
                    assertThat(page.at("/fleet/dead").asInt()).isEqualTo(1);
                    assertThat(page.at("/fleet/reasons/0/0").asText()).startsWith("flow: expected a number");
                });
            }
        }
    }
}
