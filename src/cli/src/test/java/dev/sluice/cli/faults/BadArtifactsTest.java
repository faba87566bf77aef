package dev.sluice.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactException.Reason;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.TestModels;
import dev.sluice.signature.SigningKey;
import dev.sluice.signature.TrustedKeys;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BadArtifactsTest {

    private static final int MAX_BYTES = 1 << 20;

    @Test
    void eachIsTurnedDownForAReasonOfItsOwn() throws Exception {
        SigningKey key = SigningKey.generate();
        TrustedKeys trusted = TrustedKeys.of(List.of(key.publicBase64()));
        byte[] good = ArtifactWriter.sign(ArtifactWriter.write(TestModels.artifact(1, 2, "a", "b", "c")), key);
        Map<String, byte[]> bad = BadArtifacts.of(good, 5, MAX_BYTES, key);
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        bad.forEach((kind, bytes) -> {
            ArtifactException e = catchThrowableOfType(
                    ArtifactException.class, () -> ArtifactReader.load(bytes, MAX_BYTES, TestModels.PIPELINE, trusted));
            assertThat(e).as(kind).isNotNull();
            reasons.add(e.reason());
        });
        assertThat(reasons).hasSameSizeAs(bad.keySet());
    }
}
