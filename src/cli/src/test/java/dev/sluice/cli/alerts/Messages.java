package dev.sluice.cli.alerts;

import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.contract.FieldContribution;
import java.util.List;

/** Messages of incidents as a scorer writes them. */
public final class Messages {

    private static final int MANY = 100;

    private Messages() {}

    /**
     * @param second of the record that it is about, since the start of the incident
     * @param start of the incident, milliseconds since the epoch
     */
    public static Alert message(String id, AlertState state, String entity, long start, long second, double score) {
        return message(id, state, entity, start, second, score, List.of());
    }

    /** The same of an incident that several share. */
    public static Alert message(
            String id, AlertState state, String entity, long start, long second, double score, List<String> members) {
        return new Alert(
                id,
                state,
                entity,
                "telemetry",
                0,
                MANY + second,
                start + 1_000 * second,
                4,
                score,
                1e-7,
                fields(score),
                start,
                Math.max(score, 2),
                start + 1_000,
                second + 1,
                List.of("flow"),
                members,
                Math.max(1, members.size()));
    }

    private static List<FieldContribution> fields(double score) {
        return score < 1
                ? List.of()
                : List.of(
                        new FieldContribution("flow", 0.1, 4.0, 0.7, null, null),
                        new FieldContribution("mode", Double.NaN, Double.NaN, 0.3, "off", "on"));
    }

    /** A single anomalous record, as versions without incidents told of it. */
    public static Alert record(String id, String entity, long timestamp) {
        return new Alert(
                id,
                AlertState.OPENED,
                entity,
                "telemetry",
                0,
                7L,
                timestamp,
                4,
                1.5,
                1e-7,
                fields(1.5),
                0L,
                0.0,
                0L,
                1L,
                List.of(),
                List.of(),
                1);
    }
}
