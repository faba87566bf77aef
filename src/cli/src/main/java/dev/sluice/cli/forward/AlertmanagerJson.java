package dev.sluice.cli.forward;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.tail.Parts;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.contract.FieldContribution;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Notices as {@code POST /api/v2/alerts} takes them: an array of labels, annotations, {@code startsAt} and {@code endsAt}. */
final class AlertmanagerJson {

    private static final JsonFactory JSON = new JsonFactory();

    private final Labels labels;

    AlertmanagerJson(Labels labels) {
        this.labels = labels;
    }

    /** @param now milliseconds since the epoch; nothing begins or ends later, however a device's clock goes */
    byte[] of(List<Notice> notices, long now) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartArray();
            for (Notice notice : notices) {
                write(notice, now, out);
            }
            out.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void write(Notice notice, long now, JsonGenerator out) throws IOException {
        long start = Math.max(0, Math.min(notice.start(), now));
        out.writeStartObject();
        texts("labels", labels.of(notice), out);
        texts("annotations", annotations(notice), out);
        out.writeStringField("startsAt", Instant.ofEpochMilli(start).toString());
        if (notice.isResolved()) {
            long end = Math.max(start, Math.min(notice.latest().getTimestamp(), now));
            out.writeStringField("endsAt", Instant.ofEpochMilli(end).toString());
        }
        out.writeEndObject();
    }

    private static void texts(String name, Map<String, String> texts, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart(name);
        for (Map.Entry<String, String> text : texts.entrySet()) {
            out.writeStringField(text.getKey(), text.getValue());
        }
        out.writeEndObject();
    }

    private static Map<String, String> annotations(Notice notice) {
        List<String> fields =
                notice.fields().stream().map(FieldContribution::getField).toList();
        List<String> members = notice.latest().getMembers();
        double peak = Math.max(notice.latest().getPeakScore(), notice.score());
        String of = members.isEmpty()
                ? (notice.entity() == null ? "a record without a key" : notice.entity()) + " is"
                : notice.latest().getMemberCount() + " entities are";
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(
                "summary",
                of + " anomalous: score " + Figures.brief(peak)
                        + (fields.isEmpty() ? "" : ", " + String.join(", ", fields)));
        put("fields", Parts.fields(notice.fields()), annotations);
        put("repair", String.join(", ", notice.latest().getRepair()), annotations);
        put("members", String.join(", ", members), annotations);
        annotations.put("score", Figures.brief(peak));
        annotations.put("records", Long.toString(notice.latest().getRecords()));
        annotations.put("model", Integer.toString(notice.latest().getModelVersion()));
        return annotations;
    }

    private static void put(String name, String value, Map<String, String> annotations) {
        if (!value.isEmpty()) {
            annotations.put(name, value);
        }
    }
}
