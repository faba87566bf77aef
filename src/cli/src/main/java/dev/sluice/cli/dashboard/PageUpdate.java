package dev.sluice.cli.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What one page is sent: first all there is, then what has changed since. Remembers how far the page is, so that an update
 * stays small however many records come: for one page and one thread.
 */
final class PageUpdate {

    /** As many stretches of a series as a chart has pixels. */
    static final int POINTS = 1_000;

    private static final int WORST = 9;
    private static final int DECISIONS = 40;
    private static final int INCIDENTS = 200;
    private static final int NONE = -1;

    private final View view;
    private final String entity;
    private boolean begun;
    private int updates;
    private long second = NONE;
    private long incident;
    private int decisions = NONE;
    private int plane = NONE;
    private long latent;
    private long records = NONE;

    /** @param entity whose scores the page shows; null for none */
    PageUpdate(View view, String entity) {
        this.view = view;
        this.entity = entity;
    }

    /** The next update, as one line of JSON. */
    byte[] next() {
        synchronized (view) {
            return PageJson.object(this::write);
        }
    }

    private void write(JsonGenerator out) throws IOException {
        if (!begun) {
            begin(out);
        }
        out.writeNumberField("now", view.now);
        if (!view.trouble.isEmpty()) {
            out.writeStringField("trouble", view.trouble);
        }
        fleet(out);
        traffic(out);
        worst(out);
        series(out);
        scatter(out);
        incidents(out);
        if (decisions != view.decisions.changes()) {
            decisions = view.decisions.changes();
            DecisionJson.write(out, view.decisions.latest(DECISIONS));
        }
        if (updates++ % 2 == 0) {
            map(out);
        }
        begun = true;
    }

    private void begin(JsonGenerator out) throws IOException {
        out.writeBooleanField("reset", true);
        out.writeStringField("pipeline", view.config.pipeline());
        out.writeStringField("input", view.config.input().topic());
        out.writeStringField("budget", view.config.alertBudget().toString());
    }

    private void fleet(JsonGenerator out) throws IOException {
        BudgetUse budget = view.budget();
        out.writeObjectFieldStart("fleet");
        out.writeNumberField("entities", view.fleet.size());
        out.writeNumberField("departed", view.fleet.departed());
        PageJson.field(out, "rate", view.traffic.rate());
        out.writeNumberField("lag", view.traffic.lag());
        out.writeNumberField("scored", view.traffic.allScored());
        out.writeNumberField("dead", view.traffic.allDead());
        out.writeNumberField("unreadable", view.unreadable);
        out.writeNumberField("open", view.incidents.open());
        out.writeNumberField("champion", view.decisions.champion());
        out.writeNumberField("opened", budget.opened());
        PageJson.field(out, "allowed", budget.allowed());
        PageJson.field(out, "entityDays", budget.entityDays());
        out.writeArrayFieldStart("reasons");
        for (View.Reason reason : view.reasons) {
            out.writeStartArray();
            out.writeString(reason.text());
            out.writeNumber(reason.timestamp());
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** The seconds that are complete and were not sent yet. */
    private void traffic(JsonGenerator out) throws IOException {
        long from = Math.max(second + 1, view.traffic.first());
        long to = view.traffic.second();
        if (from >= to) {
            return;
        }
        out.writeObjectFieldStart("traffic");
        out.writeNumberField("from", from);
        out.writeArrayFieldStart("scored");
        for (long s = from; s < to; s++) {
            out.writeNumber(view.traffic.scored(s));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("dead");
        for (long s = from; s < to; s++) {
            out.writeNumber(view.traffic.dead(s));
        }
        out.writeEndArray();
        out.writeArrayFieldStart("lag");
        for (long s = from; s < to; s++) {
            out.writeNumber(view.traffic.lag(s));
        }
        out.writeEndArray();
        out.writeEndObject();
        second = to - 1;
    }

    private void worst(JsonGenerator out) throws IOException {
        out.writeFieldName("worst");
        entities(out, view.fleet.highest("", WORST));
    }

    /** Entities as the page lists them. */
    static void entities(JsonGenerator out, List<Entity> entities) throws IOException {
        out.writeStartArray();
        for (Entity e : entities) {
            out.writeStartObject();
            out.writeStringField("name", e.name);
            PageJson.field(out, "score", e.score);
            PageJson.field(out, "recent", e.recent);
            out.writeNumberField("t", e.lastTimestamp);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void series(JsonGenerator out) throws IOException {
        Entity shown = view.fleet.find(entity);
        if (shown == null || shown.records == records) {
            return;
        }
        records = shown.records;
        ScoreSeries.Points points = shown.series.thinned(POINTS);
        out.writeObjectFieldStart("series");
        out.writeStringField("entity", shown.name);
        out.writeNumberField("number", shown.number);
        out.writeNumberField("records", shown.records);
        out.writeNumberField("version", shown.version);
        PageJson.field(out, "score", shown.score);
        out.writeNumberField("last", shown.lastTimestamp);
        long first = points.start.length == 0 ? 0 : points.start[0];
        out.writeNumberField("first", first);
        out.writeArrayFieldStart("t");
        for (long start : points.start) {
            out.writeNumber(start - first);
        }
        out.writeEndArray();
        scores(out, "lowest", points.lowest);
        scores(out, "highest", points.highest);
        out.writeArrayFieldStart("versions");
        for (Map.Entry<Integer, Long> each : view.versions.entrySet()) {
            out.writeStartArray();
            out.writeNumber(each.getKey());
            out.writeNumber(each.getValue());
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void scores(JsonGenerator out, String name, float[] values) throws IOException {
        out.writeArrayFieldStart(name);
        for (float value : values) {
            PageJson.brief(out, value);
        }
        out.writeEndArray();
    }

    private void scatter(JsonGenerator out) throws IOException {
        LatentScatter from = view.scatter;
        boolean anew = plane != from.generation();
        if (!anew && latent == from.taken()) {
            return;
        }
        long first = anew ? from.oldest() : Math.max(latent, from.oldest());
        plane = from.generation();
        latent = from.taken();
        out.writeObjectFieldStart("scatter");
        out.writeBooleanField("anew", anew);
        out.writeNumberField("space", from.space());
        out.writeNumberField("most", LatentScatter.MOST);
        if (from.plane() != null) {
            PageJson.field(out, "share", from.plane().share());
        }
        out.writeArrayFieldStart("points"); // x, y, score, number of the entity, one after the other
        for (long n = first; from.plane() != null && n < latent; n++) {
            float[] at = from.position(n);
            PageJson.brief(out, at[0]);
            PageJson.brief(out, at[1]);
            PageJson.brief(out, from.score(n));
            out.writeNumber(from.entity(n));
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void incidents(JsonGenerator out) throws IOException {
        List<Incident> changed = view.incidents.since(incident);
        if (changed.isEmpty()) {
            return;
        }
        incident = view.incidents.changes();
        out.writeArrayFieldStart("incidents");
        for (Incident each : changed.subList(Math.max(0, changed.size() - INCIDENTS), changed.size())) {
            IncidentJson.write(out, each);
        }
        out.writeEndArray();
    }

    /** A byte an entity, in the order of their names. */
    private void map(JsonGenerator out) throws IOException {
        List<Entity> entities = view.fleet.inOrder();
        byte[] cells = new byte[entities.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = FleetMap.cell(entities.get(i), view.now);
        }
        out.writeBinaryField("map", cells);
    }
}
