package dev.sluice.cli.alerts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.contract.Alert;
import dev.sluice.contract.Silence;
import dev.sluice.record.ContractJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;

/** Incidents as JSON: what is made of their messages, and the messages themselves by the names of their schema. */
final class IncidentJson {

    private static final JsonFactory JSON = new JsonFactory();

    private IncidentJson() {}

    /**
     * One line.
     *
     * @param whole whether with all messages and the silences, or with the last message only
     */
    static String line(Alerts alerts, Incident incident, boolean whole) {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField("id", incident.id());
            out.writeStringField("state", incident.state());
            out.writeStringField("entity", incident.entity());
            out.writeFieldName("members");
            out.writeStartArray();
            for (String member : incident.last().getMembers()) {
                out.writeString(member);
            }
            out.writeEndArray();
            out.writeNumberField("memberCount", incident.memberCount());
            out.writeNumberField("start", incident.start());
            out.writeNumberField("end", incident.end());
            out.writeNumberField("peakScore", incident.peakScore());
            out.writeNumberField("peakTimestamp", incident.peakTimestamp());
            out.writeFieldName("feedback");
            raw(alerts.feedback(incident).orElse(null), out);
            if (whole) {
                out.writeFieldName("silences");
                out.writeStartArray();
                for (Silence silence : alerts.silences(incident)) {
                    raw(silence, out);
                }
                out.writeEndArray();
                out.writeFieldName("messages");
                out.writeStartArray();
                for (Alert message : incident.messages()) {
                    raw(message, out);
                }
                out.writeEndArray();
            } else {
                out.writeFieldName("last");
                raw(incident.last(), out);
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    private static void raw(SpecificRecord record, JsonGenerator out) throws IOException {
        if (record == null) {
            out.writeNull();
        } else {
            out.writeRawValue(new String(ContractJson.encode(record), StandardCharsets.UTF_8));
        }
    }
}
