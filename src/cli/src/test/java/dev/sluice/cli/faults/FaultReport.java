package dev.sluice.cli.faults;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.replay.ReplayReport;
import dev.sluice.cli.terminal.TextTable;
import dev.sluice.cli.unpack.PackedCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param kills {@code kill -9} of anything
 * @param injected how often each fault was
 * @param rejections artifacts that scorers recorded to have turned down, by reason
 * @param ends how processes ended by themselves, in words; a restart after a broken session is no fault of the run
 * @param packed the packed records, held against the input
 * @param cleanStops whether everything ended in order when it was asked to
 */
record FaultReport(
        long seed,
        double minutes,
        int kills,
        Map<Fault, Integer> injected,
        Map<String, Integer> rejections,
        List<String> ends,
        boolean cleanStops,
        Verdict verdict,
        ReplayReport replay,
        PackedCheck.Result packed) {

    /** Whether every record that was scored is packed, once, within its bounds. */
    boolean packedHolds() {
        return packed.holds() && packed.records() == verdict.scores() && packed.gone() == 0;
    }

    int faults() {
        return injected.values().stream().mapToInt(Integer::intValue).sum();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        TextTable table = new TextTable("times", "fault");
        injected.forEach((fault, times) -> table.row(Integer.toString(times), fault.what()));
        lines.addAll(table.lines());
        lines.add("");
        lines.add(faults() + " faults, " + kills + " kills, seed " + seed + ", "
                + String.format(Locale.ROOT, "%.1f minutes", minutes));
        lines.add("artifacts turned down " + rejections);
        ends.forEach(lines::add);
        lines.add(verdict.records() + " records: " + verdict.scores() + " scores + " + verdict.deadLetters()
                + " dead letters, models " + replay.versions());
        verdict.findings().stream().limit(20).forEach(lines::add);
        if (!replay.identical()) {
            lines.add(replay.differences() + " differences in the replay, the first: " + replay.first());
        }
        lines.add(packed.records() + " records packed in " + packed.messages() + " messages, " + packed.numbers()
                + " numbers within their bounds, "
                + (packedHolds() ? "none missing, none twice" : packed.failures() + " do not hold: " + packed.first()));
        lines.add(verdict.missing() + " missing, " + verdict.duplicated() + " duplicated, " + verdict.outOfOrder()
                + " out of order, " + verdict.wrongVersion() + " of a wrong version, replay "
                + (replay.identical() ? "identical" : "different"));
        return lines;
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("seed", seed);
            json.writeNumberField("minutes", minutes);
            json.writeNumberField("kills", kills);
            json.writeNumberField("faults", faults());
            json.writeObjectFieldStart("injected");
            for (Map.Entry<Fault, Integer> entry : injected.entrySet()) {
                json.writeNumberField(entry.getKey().what(), entry.getValue());
            }
            json.writeEndObject();
            json.writeObjectFieldStart("rejections");
            for (Map.Entry<String, Integer> entry : rejections.entrySet()) {
                json.writeNumberField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            json.writeNumberField("records", verdict.records());
            json.writeNumberField("scores", verdict.scores());
            json.writeNumberField("deadLetters", verdict.deadLetters());
            json.writeNumberField("missing", verdict.missing());
            json.writeNumberField("duplicated", verdict.duplicated());
            json.writeNumberField("outOfOrder", verdict.outOfOrder());
            json.writeNumberField("wrongVersion", verdict.wrongVersion());
            json.writeNumberField("versions", replay.versions().size());
            json.writeNumberField("packed", packed.records());
            json.writeNumberField("packedMessages", packed.messages());
            json.writeBooleanField("packedHolds", packedHolds());
            json.writeBooleanField("replayIdentical", replay.identical());
            json.writeBooleanField("cleanStops", cleanStops);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }
}
