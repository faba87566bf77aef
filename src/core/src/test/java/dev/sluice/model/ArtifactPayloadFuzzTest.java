package dev.sluice.model;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.fuzz.Hostile;
import dev.sluice.fuzz.Hostile.Allowance;
import java.nio.charset.StandardCharsets;

/** Whatever the payload under a valid digest, an artifact ends in a model, or is refused with a reason. */
class ArtifactPayloadFuzzTest {

    private static final Allowance ALLOWANCE = new Allowance(4 << 20, 1_000);
    private static final byte[] SCHEMA =
            ModelArtifact.getClassSchema().toString().getBytes(StandardCharsets.UTF_8);

    @FuzzTest(lifecycle = Lifecycle.PER_TEST)
    void loads(byte[] payload) {
        byte[] artifact = ArtifactWriter.seal(SCHEMA, payload);
        Hostile.read(
                payload,
                ALLOWANCE,
                ArtifactException.class,
                () -> ArtifactReader.load(artifact, 1 << 20, TestModels.PIPELINE));
    }
}
