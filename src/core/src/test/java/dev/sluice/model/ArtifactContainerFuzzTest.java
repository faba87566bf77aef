package dev.sluice.model;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.junit.Lifecycle;
import dev.sluice.fuzz.Hostile;
import dev.sluice.fuzz.Hostile.Allowance;

/** Whatever the bytes on the models topic, they are an artifact, or refused with a reason. */
class ArtifactContainerFuzzTest {

    private static final Allowance ALLOWANCE = new Allowance(64 << 10, 200);

    @FuzzTest(lifecycle = Lifecycle.PER_TEST)
    void loads(byte[] artifact) {
        Hostile.read(
                artifact,
                ALLOWANCE,
                ArtifactException.class,
                () -> ArtifactReader.load(artifact, 1 << 20, TestModels.PIPELINE));
    }
}
