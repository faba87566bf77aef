package dev.sluice.model;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import dev.sluice.fuzz.Hostile;
import dev.sluice.fuzz.Hostile.Allowance;
import java.util.Arrays;

/** Whatever the schema that an artifact brings along, and whatever it says of the payload, nothing but a model comes of it. */
class ArtifactSchemaFuzzTest {

    private static final Allowance ALLOWANCE = new Allowance(4 << 20, 2_000);

    /** A line end divides schema and payload: {@code {"type": …}\n…}. */
    @FuzzTest(lifecycle = Lifecycle.PER_TEST)
    void loads(byte[] schemaAndPayload) {
        int end = 0;
        while (end < schemaAndPayload.length && schemaAndPayload[end] != '\n') {
            end++;
        }
        byte[] schema = Arrays.copyOf(schemaAndPayload, end);
        byte[] payload = Arrays.copyOfRange(
                schemaAndPayload, Math.min(end + 1, schemaAndPayload.length), schemaAndPayload.length);
        byte[] artifact = ArtifactWriter.seal(schema, payload);
        Hostile.read(
                schemaAndPayload,
                ALLOWANCE,
                ArtifactException.class,
                () -> ArtifactReader.load(artifact, 1 << 20, TestModels.PIPELINE));
    }
}
