package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.ArtifactException.Reason;
import dev.sluice.signature.SigningKey;
import dev.sluice.signature.TrustedKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArtifactSignatureTest {

    private static final int MAX = 1 << 20;

    private final SigningKey key = SigningKey.generate();
    private final TrustedKeys trusted = TrustedKeys.of(List.of(key.publicBase64()));
    private final byte[] unsigned = ArtifactWriter.write(TestModels.artifact(3, 2, "flow"));
    private final byte[] signed = ArtifactWriter.sign(unsigned, key);

    @Test
    void anArtifactOfATrustedKeyIsTaken() throws ArtifactException {
        assertThat(load(signed, trusted).model().version()).isEqualTo(3);
        assertThat(ArtifactReader.signedBy(signed, MAX)).contains(key.fingerprint());
        assertThat(ArtifactReader.signedBy(unsigned, MAX)).isEmpty();
    }

    @Test
    void withoutTrustedKeysASignatureIsNeitherNeededNorLookedAt() throws ArtifactException {
        assertThat(load(unsigned, TrustedKeys.ANYONE).model().version()).isEqualTo(3);
        assertThat(load(signed, TrustedKeys.ANYONE).model().version()).isEqualTo(3);
    }

    @Test
    void anUnsignedArtifactIsRejectedAlsoWhereItsSignatureWasCutOff() {
        assertThat(rejection(unsigned))
                .hasMessage("artifact is not signed, and models.trusted-keys asks for it: set trainer.signing-key");
        assertThat(rejection(unsigned).reason()).isEqualTo(Reason.UNSIGNED);
        byte[] stripped = Arrays.copyOf(signed, unsigned.length);
        ByteBuffer.wrap(stripped).putInt(ArtifactFormat.VERSION_AT, ArtifactFormat.VERSION);
        assertThat(rejection(stripped).reason()).isEqualTo(Reason.DIGEST);
        assertThat(rejection(resealed(stripped, stripped.length)).reason()).isEqualTo(Reason.UNSIGNED);
    }

    @Test
    void anArtifactOfAnotherKeyIsRejectedWithBothKeysNamed() {
        SigningKey other = SigningKey.generate();
        ArtifactException e = rejection(ArtifactWriter.sign(unsigned, other));

        assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_KEY);
        assertThat(e)
                .hasMessageContaining("signed by key " + other.fingerprint())
                .hasMessageContaining("has " + key.fingerprint());
    }

    @Test
    void aForgeryThatNamesATrustedKeyIsRejected() {
        byte[] forged = ArtifactWriter.sign(unsigned, SigningKey.generate());
        ByteBuffer.wrap(forged).position(unsigned.length).put(key.fingerprint().bytes());

        assertThat(rejection(forged).reason()).isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void anAlteredArtifactIsRejectedBeforeItIsParsedHoweverItsDigestWasMended() {
        for (int at = ArtifactFormat.BODY_AT; at < unsigned.length; at += 97) {
            byte[] altered = signed.clone();
            altered[at] ^= 1;
            assertThat(rejection(altered).reason()).isEqualTo(Reason.DIGEST);
            assertThat(rejection(resealed(altered, unsigned.length)).reason()).isEqualTo(Reason.SIGNATURE);
        }
    }

    @Test
    void aSignatureWithAnyByteFlippedIsRejected() {
        for (int at = unsigned.length; at < signed.length; at++) {
            byte[] flipped = signed.clone();
            flipped[at] ^= (byte) 0xFF;
            assertThat(rejection(flipped).reason()).as("byte %d", at).isIn(Reason.UNKNOWN_KEY, Reason.SIGNATURE);
        }
    }

    /** Written by the version that brought the format, and kept for ever. Signed with the key of RFC 8410, chapter 10. */
    @Test
    void artifactsOfEveryFormatAreStillRead() throws Exception {
        TrustedKeys rfc = TrustedKeys.of(List.of("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="));

        assertThat(load(golden("format-2.sluice"), TrustedKeys.ANYONE).model().version())
                .isEqualTo(3);
        assertThat(load(golden("format-3.sluice"), rfc).model().version()).isEqualTo(3);
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = ArtifactSignatureTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static LoadedModel load(byte[] artifact, TrustedKeys keys) throws ArtifactException {
        return ArtifactReader.load(artifact, MAX, TestModels.PIPELINE, keys);
    }

    private ArtifactException rejection(byte[] artifact) {
        ArtifactException e = catchThrowableOfType(ArtifactException.class, () -> load(artifact, trusted));
        assertThat(e).as("must be rejected").isNotNull();
        return e;
    }

    private static byte[] resealed(byte[] artifact, int end) {
        byte[] bytes = artifact.clone();
        byte[] digest = ArtifactFormat.digest(bytes, end);
        System.arraycopy(digest, 0, bytes, ArtifactFormat.DIGEST_AT, digest.length);
        return bytes;
    }
}
