package dev.sluice.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.contract.Alert;
import dev.sluice.contract.Latent;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.ContractJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageUpdateTest {

    private static final long NOW = 1_700_000_000_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final View view =
            new View(PipelineConfig.of("pumps", Map.of(), InputConfig.json("telemetry")), 900_000, NOW);
    private long offset;

    private void score(String entity, double score, long timestamp) {
        view.accept(
                new Score(entity, "telemetry", 0, offset, timestamp, 1, score, 0.1, 0.2, score >= 1, 0, List.of()),
                true);
        view.accept(new Latent(
                entity, "telemetry", 0, offset, timestamp, 1, 1, List.of(1f * offset, 2f, (float) score), null, null));
        offset++;
    }

    private static JsonNode next(PageUpdate page) throws IOException {
        return JSON.readTree(page.next());
    }

    @Test
    void theFirstUpdateOfAnEmptyPipelineSaysThatNothingIsThere() throws Exception {
        JsonNode first = next(new PageUpdate(view, null));
        assertThat(first.path("reset").asBoolean()).isTrue();
        assertThat(first.path("pipeline").asText()).isEqualTo("pumps");
        assertThat(first.at("/fleet/champion").asInt(-1)).isZero();
        assertThat(first.at("/fleet/lag").asLong()).isEqualTo(-1);
        assertThat(first.has("series")).isFalse();
    }

    @Test
    void laterUpdatesHoldOnlyWhatIsNew() throws Exception {
        for (int i = 0; i < 20; i++) {
            score("pump", 0.5, NOW + i * 60_000L);
        }
        view.advance(NOW + 3_000);
        PageUpdate page = new PageUpdate(view, "pump");
        JsonNode first = next(page);
        assertThat(first.at("/series/t")).hasSize(20);
        assertThat(first.at("/series/highest/3").asDouble()).isEqualTo(0.5);
        assertThat(first.at("/scatter/points")).hasSize(4 * 20);
        assertThat(first.at("/traffic/scored/0").asInt()).isEqualTo(20);

        JsonNode second = next(page);
        assertThat(second.has("reset")).isFalse();
        assertThat(second.has("series")).isFalse();
        assertThat(second.has("scatter")).isFalse();
        assertThat(second.has("traffic")).isFalse();
        assertThat(second.has("incidents")).isFalse();

        score("pump", 2, NOW + 21 * 60_000L);
        view.advance(NOW + 4_000);
        JsonNode third = next(page);
        assertThat(third.at("/series/t")).hasSize(21);
        assertThat(third.at("/scatter/anew").asBoolean()).isFalse();
        assertThat(third.at("/scatter/points")).hasSize(4);
        assertThat(third.at("/scatter/points/2").asDouble()).isEqualTo(2);
    }

    @Test
    void anUpdateStaysSmallHoweverManyRecordsCome() throws Exception {
        for (int i = 0; i < 100_000; i++) {
            score("pump-" + i % 10_000, 0.3, NOW + i);
            if (i % 1_000 == 0) {
                view.advance(NOW + i / 100);
            }
        }
        PageUpdate page = new PageUpdate(view, "pump-1");
        page.next();
        for (int i = 0; i < 100_000; i++) {
            score("pump-" + i % 10_000, 0.3, NOW + 100_000 + i);
        }
        view.advance(NOW + 60_000);
        assertThat(page.next().length).isLessThan(200_000);
        JsonNode map = next(page).path("map");
        assertThat(map.isMissingNode() || map.binaryValue().length == 10_000).isTrue();
    }

    @Test
    void hostileNamesAndFiguresAreStillJson() throws Exception {
        String hostile = "</script><img src=x onerror=alert(1)>\n\ndata: {}\u2028\uD800";
        score(hostile, Double.NaN, NOW);
        score(hostile, Double.POSITIVE_INFINITY, NOW + 60_000);
        view.acceptDeadLetter(hostile, NOW, true);
        view.accept(ContractJson.decode(
                JSON.writeValueAsString(Map.ofEntries(
                                Map.entry("id", hostile.substring(0, 30)),
                                Map.entry("state", "OPENED"),
                                Map.entry("entity", "<b>"),
                                Map.entry("topic", "t"),
                                Map.entry("partition", 0),
                                Map.entry("offset", 1),
                                Map.entry("timestamp", NOW),
                                Map.entry("modelVersion", 1),
                                Map.entry("score", 2.0),
                                Map.entry("pValue", "NaN"),
                                Map.entry("fields", List.of())))
                        .getBytes(StandardCharsets.UTF_8),
                Alert.class));
        byte[] update = new PageUpdate(view, ShownName.of(hostile)).next();
        assertThat(new String(update, StandardCharsets.UTF_8))
                .doesNotContain("\n")
                .doesNotContain("\u2028");
        JsonNode read = JSON.readTree(update);
        assertThat(read.at("/series/entity").asText()).startsWith("</script><img src=x");
        assertThat(read.at("/series/highest/0").isNull()).isTrue();
        assertThat(read.at("/incidents/0/p").isNull()).isTrue();
    }

    @Test
    void anOpeningAgainstTheBudgetOfTheTimeSeen() throws Exception {
        score("pump", 0.1, NOW);
        score("pump", 0.1, NOW + 2 * 86_400_000L);
        JsonNode fleet = next(new PageUpdate(view, null)).path("fleet");
        assertThat(fleet.path("opened").asInt()).isZero();
        assertThat(fleet.path("allowed").asDouble()).isEqualTo(2);
        assertThat(fleet.path("entityDays").asDouble()).isEqualTo(2);
    }
}
