package dev.sluice.cli.demo;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.cli.unpack.PackedCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a demo run came to.
 *
 * @param recordsIn input records, broken ones included
 * @param scores records scored
 * @param latents latents written
 * @param deadLetters records that could not be scored
 * @param missing input records without an outcome
 * @param duplicates outcomes beyond one per input record
 * @param versions model versions that scored at least one record
 * @param fences swaps, the first model included
 * @param alerts incidents that opened, those of the history included
 * @param incidents labelled incidents in the live traffic
 * @param incidentsDetected those with an anomalous record while an alert was open
 * @param auroc of the scores on the live traffic
 * @param auprc of the scores on the live traffic
 * @param secondsToFirstModel from the trainer's start to the first activation
 * @param recordsPerSecond rate at which the history was scored, the largest backlog of the run
 * @param wallSeconds from the start of the broker to the summary
 * @param packed records that were packed, held against the input; those of the last block are not there yet
 * @param reconciled whether each record has exactly one outcome, and each score its latent
 */
record DemoReport(
        long recordsIn,
        long scores,
        long latents,
        long deadLetters,
        long missing,
        long duplicates,
        List<Integer> versions,
        long fences,
        long alerts,
        int incidents,
        int incidentsDetected,
        double auroc,
        double auprc,
        double secondsToFirstModel,
        double recordsPerSecond,
        double wallSeconds,
        boolean reconciled,
        PackedCheck.Result packed) {

    /** Whether all is as promised. */
    boolean holds() {
        return reconciled && packed.holds();
    }

    void write(Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("recordsIn", recordsIn);
            json.writeNumberField("scores", scores);
            json.writeNumberField("latents", latents);
            json.writeNumberField("deadLetters", deadLetters);
            json.writeNumberField("missing", missing);
            json.writeNumberField("duplicates", duplicates);
            json.writeNumberField("modelVersions", versions.size());
            json.writeFieldName("versions");
            json.writeArray(versions.stream().mapToInt(Integer::intValue).toArray(), 0, versions.size());
            json.writeNumberField("fences", fences);
            json.writeNumberField("alerts", alerts);
            json.writeNumberField("incidents", incidents);
            json.writeNumberField("incidentsDetected", incidentsDetected);
            json.writeNumberField("auroc", auroc);
            json.writeNumberField("auprc", auprc);
            json.writeNumberField("secondsToFirstModel", secondsToFirstModel);
            json.writeNumberField("recordsPerSecond", recordsPerSecond);
            json.writeNumberField("wallSeconds", wallSeconds);
            json.writeNumberField("packed", packed.records());
            json.writeNumberField("packedBytes", packed.packedBytes());
            json.writeNumberField("packedInputBytes", packed.inputBytes());
            json.writeNumberField("packedLargestError", packed.largestError());
            json.writeBooleanField("packedHolds", packed.holds());
            json.writeBooleanField("reconciled", reconciled);
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }
}
