package dev.sluice.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactException.Reason;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.TestModels;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BadArtifactsTest {

    private static final int MAX_BYTES = 1 << 20;

    @Test
    void eachIsTurnedDownForAReasonOfItsOwn() throws Exception {
        byte[] good = ArtifactWriter.write(TestModels.artifact(1, 2, "a", "b", "c"));
        Map<String, byte[]> bad = BadArtifacts.of(good, 5, MAX_BYTES);
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        bad.forEach((kind, bytes) -> {
            ArtifactException e = catchThrowableOfType(
                    ArtifactException.class, () -> ArtifactReader.load(bytes, MAX_BYTES, TestModels.PIPELINE));
            assertThat(e).as(kind).isNotNull();
            reasons.add(e.reason());
        });
        assertThat(reasons).hasSameSizeAs(bad.keySet());
    }
}
