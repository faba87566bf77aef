package dev.sluice.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Alert;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IncidentsTest {

    private final Incidents incidents = new Incidents();

    private void alert(String id, String state, double score, long timestamp, String field) throws BadRecordException {
        String fields =
                field.isEmpty() ? "" : "{\"field\":\"" + field + "\",\"observed\":9,\"expected\":5,\"share\":0.8}";
        incidents.accept(ContractJson.decode(
                ("{\"id\":\"" + id + "\",\"state\":\"" + state
                                + "\",\"entity\":\"pump\",\"topic\":\"t\",\"partition\":0,"
                                + "\"offset\":1,\"timestamp\":" + timestamp + ",\"modelVersion\":2,\"score\":" + score
                                + ",\"pValue\":1e-5,\"fields\":[" + fields + "]}")
                        .getBytes(StandardCharsets.UTF_8),
                Alert.class));
    }

    private Incident only() {
        assertThat(incidents.since(0)).hasSize(1);
        return incidents.since(0).get(0);
    }

    @Test
    void oneIdIsOneIncidentFromItsOpeningToItsEnd() throws Exception {
        alert("t-0-1", "OPENED", 1.5, 1_000, "flow");
        assertThat(incidents.open()).isEqualTo(1);
        alert("t-0-1", "UPDATED", 3, 2_000, "pressure");
        alert("t-0-1", "RESOLVED", 0.4, 9_000, "");

        assertThat(incidents.open()).isZero();
        assertThat(only().start()).isEqualTo(1_000);
        assertThat(only().last()).isEqualTo(9_000);
        assertThat(only().peak()).isEqualTo(3);
        assertThat(only().peakTimestamp()).isEqualTo(2_000);
        assertThat(only().fields()).extracting(Incident.Field::name).containsExactly("pressure");
        assertThat(incidents.openedSince(0)).isEqualTo(1);
    }

    @Test
    void onlyWhatChangedIsTold() throws Exception {
        alert("a", "OPENED", 1.5, 1_000, "flow");
        alert("b", "OPENED", 1.5, 1_000, "flow");
        long seen = incidents.changes();
        alert("a", "UPDATED", 1.6, 2_000, "flow");
        assertThat(incidents.since(seen)).extracting(Incident::id).containsExactly("a");
        assertThat(incidents.since(incidents.changes())).isEmpty();
    }

    @Test
    void resolvedOnesGoFirstWhereThereAreTooMany() throws Exception {
        alert("old but open", "OPENED", 1.5, 0, "flow");
        for (int i = 0; i < Incidents.MOST + 20; i++) {
            alert("n" + i, "OPENED", 1.5, i, "flow");
            alert("n" + i, "RESOLVED", 0.5, i, "");
        }
        assertThat(incidents.since(0)).hasSize(Incidents.MOST);
        assertThat(incidents.open()).isEqualTo(1);
    }

    @Test
    void hostileNamesAreMadeFitToBeShown() throws Exception {
        alert("x", "OPENED", 1.5, 0, "f\\u202e\\u0000" + "y".repeat(5_000));
        String name = only().fields().get(0).name();
        assertThat(name).startsWith("f\uFFFD\uFFFDyy").hasSizeLessThan(ShownName.LONGEST + 12);
    }

    @Test
    void openingsAreHeldAgainstWhatTheBudgetAllowsForWhatWasSeen() {
        long day = 86_400_000;
        BudgetUse perEntity = BudgetUse.of(AlertBudget.parse("1 per day per entity"), 3, 10 * day, day, 0);
        assertThat(perEntity.allowed()).isEqualTo(10);
        assertThat(perEntity.entityDays()).isEqualTo(10);
        assertThat(BudgetUse.of(AlertBudget.parse("7 per week per pipeline"), 3, 10 * day, 2 * day, 0)
                        .allowed())
                .isEqualTo(2);
        assertThat(BudgetUse.of(AlertBudget.parse("1 per 1000 records"), 3, 0, 0, 5_000)
                        .allowed())
                .isEqualTo(5);
    }
}
