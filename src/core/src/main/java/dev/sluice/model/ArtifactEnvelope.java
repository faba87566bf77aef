package dev.sluice.model;

import dev.sluice.model.ArtifactException.Reason;
import dev.sluice.signature.KeyFingerprint;
import dev.sluice.signature.TrustedKeys;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** What is around a schema and a payload: lengths, digest and signature, checked before either is looked at. */
final class ArtifactEnvelope {

    private final byte[] bytes;
    private final int schemaLength;
    private final int payloadLength;
    private final boolean signed;

    private ArtifactEnvelope(byte[] bytes, int schemaLength, int payloadLength, boolean signed) {
        this.bytes = bytes;
        this.schemaLength = schemaLength;
        this.payloadLength = payloadLength;
        this.signed = signed;
    }

    /** Checks size, format, lengths and digest. */
    static ArtifactEnvelope open(byte[] bytes, int maxBytes) throws ArtifactException {
        if (bytes.length > maxBytes) {
            throw new ArtifactException(
                    Reason.TOO_LARGE, "artifact has " + bytes.length + " bytes, models.max-bytes allows " + maxBytes);
        }
        requireMagic(bytes);
        if (bytes.length < ArtifactFormat.BODY_AT) {
            throw truncated(bytes.length, ArtifactFormat.BODY_AT);
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        boolean signed = version(header.getInt(ArtifactFormat.VERSION_AT)) == ArtifactFormat.SIGNED_VERSION;
        int schemaLength = header.getInt(ArtifactFormat.SCHEMA_LENGTH_AT);
        int payloadLength = header.getInt(ArtifactFormat.PAYLOAD_LENGTH_AT);
        if (schemaLength < 0 || schemaLength > ArtifactFormat.MAX_SCHEMA || payloadLength < 0) {
            throw new ArtifactException(
                    Reason.MALFORMED,
                    "artifact header claims " + schemaLength + " bytes of schema and " + payloadLength + " of payload");
        }
        long end = (long) ArtifactFormat.BODY_AT + schemaLength + payloadLength;
        long expected = end + (signed ? ArtifactFormat.TRAILER_LENGTH : 0);
        if (bytes.length != expected) {
            throw truncated(bytes.length, expected);
        }
        byte[] digest = Arrays.copyOfRange(bytes, ArtifactFormat.DIGEST_AT, ArtifactFormat.BODY_AT);
        if (!MessageDigest.isEqual(digest, ArtifactFormat.digest(bytes, (int) end))) {
            throw new ArtifactException(Reason.DIGEST, "artifact digest does not match its bytes: it was altered");
        }
        return new ArtifactEnvelope(bytes, schemaLength, payloadLength, signed);
    }

    private static void requireMagic(byte[] bytes) throws ArtifactException {
        byte[] magic = ArtifactFormat.MAGIC;
        if (!Arrays.equals(bytes, 0, Math.min(bytes.length, magic.length), magic, 0, magic.length)) {
            throw new ArtifactException(
                    Reason.NOT_AN_ARTIFACT, "not a model artifact: it does not begin with the magic bytes of one");
        }
    }

    private static int version(int version) throws ArtifactException {
        if (version > ArtifactFormat.SIGNED_VERSION) {
            throw new ArtifactException(
                    Reason.NEWER_FORMAT,
                    "artifact format " + version + " is newer than " + ArtifactFormat.SIGNED_VERSION
                            + ", the newest this version of Sluice reads: upgrade the scorer before the trainer");
        }
        if (version < 1) {
            throw new ArtifactException(Reason.MALFORMED, "artifact format " + version + " does not exist");
        }
        if (version < ArtifactFormat.VERSION) {
            throw new ArtifactException(
                    Reason.OLDER_FORMAT,
                    "artifact format " + version + " was made by an earlier version of Sluice, this one reads format "
                            + ArtifactFormat.VERSION + ": retrain");
        }
        return version;
    }

    private static ArtifactException truncated(long actual, long expected) {
        return new ArtifactException(
                Reason.TRUNCATED, "artifact has " + actual + " bytes where " + expected + " were expected");
    }

    /** @throws ArtifactException where keys are trusted, and none of these signed it */
    void require(TrustedKeys trusted) throws ArtifactException {
        if (!trusted.required()) {
            return;
        }
        KeyFingerprint key = signedBy()
                .orElseThrow(() -> new ArtifactException(
                        Reason.UNSIGNED,
                        "artifact is not signed, and models.trusted-keys asks for it: set trainer.signing-key"));
        if (!trusted.knows(key)) {
            throw new ArtifactException(
                    Reason.UNKNOWN_KEY,
                    "artifact is signed by key " + key + ", models.trusted-keys has " + trusted
                            + ": add that key, if it is your trainer's");
        }
        int from = trailerAt() + KeyFingerprint.LENGTH;
        byte[] signature = Arrays.copyOfRange(bytes, from, from + ArtifactFormat.SIGNATURE_LENGTH);
        if (!trusted.verify(key, Arrays.copyOf(bytes, ArtifactFormat.BODY_AT), signature)) {
            throw new ArtifactException(
                    Reason.SIGNATURE,
                    "artifact is not signed by key " + key + ", as it says: it was altered or forged");
        }
    }

    /** The key that it says it is signed by. */
    Optional<KeyFingerprint> signedBy() {
        return signed
                ? Optional.of(
                        KeyFingerprint.of(Arrays.copyOfRange(bytes, trailerAt(), trailerAt() + KeyFingerprint.LENGTH)))
                : Optional.empty();
    }

    private int trailerAt() {
        return ArtifactFormat.BODY_AT + schemaLength + payloadLength;
    }

    int schemaLength() {
        return schemaLength;
    }

    int payloadLength() {
        return payloadLength;
    }
}
