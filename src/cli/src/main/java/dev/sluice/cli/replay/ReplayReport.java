package dev.sluice.cli.replay;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a replay came to, partition by partition added up. */
public final class ReplayReport {

    private final SortedSet<Integer> versions = new TreeSet<>();
    private long records;
    private long scores;
    private long latents;
    private long deadLetters;
    private long differences;
    private Difference first;

    void compared(int version) {
        records++;
        versions.add(version);
    }

    void score() {
        scores++;
    }

    void latent() {
        latents++;
    }

    void deadLetter() {
        deadLetters++;
    }

    void differs(Difference difference) {
        differences++;
        if (first == null) {
            first = difference;
        }
    }

    /** Input records whose outputs were made again. */
    public long records() {
        return records;
    }

    /** Published scores that are the same byte by byte; likewise below. */
    public long scores() {
        return scores;
    }

    public long latents() {
        return latents;
    }

    public long deadLetters() {
        return deadLetters;
    }

    /** Outputs that are another, missing, or too many. */
    public long differences() {
        return differences;
    }

    /** The first of them; null where there is none. */
    public Difference first() {
        return first;
    }

    /** Versions that the fences name for the records. */
    public SortedSet<Integer> versions() {
        return versions;
    }

    public boolean identical() {
        return differences == 0;
    }

    void write(Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("records", records);
            json.writeNumberField("scores", scores);
            json.writeNumberField("latents", latents);
            json.writeNumberField("deadLetters", deadLetters);
            json.writeFieldName("versions");
            json.writeArray(versions.stream().mapToInt(Integer::intValue).toArray(), 0, versions.size());
            json.writeNumberField("differences", differences);
            json.writeStringField("firstDifference", first == null ? null : first.toString());
            json.writeBooleanField("identical", identical());
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }
}
