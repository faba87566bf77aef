package dev.sluice.model;

import dev.sluice.signature.KeyFingerprint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The container of a model artifact. All integers are big endian.
 *
 * <table>
 * <caption>Layout</caption>
 * <tr><th>offset</th><th>bytes</th><th>field</th></tr>
 * <tr><td>0</td><td>8</td><td>magic: {@code SLUICE\r\n}</td></tr>
 * <tr><td>8</td><td>4</td><td>format version: {@value #VERSION}, or {@value #SIGNED_VERSION} for a signed artifact</td></tr>
 * <tr><td>12</td><td>4</td><td>s, length of the schema</td></tr>
 * <tr><td>16</td><td>4</td><td>p, length of the payload</td></tr>
 * <tr><td>20</td><td>32</td><td>SHA-256 of bytes 8 to 19, of schema and payload</td></tr>
 * <tr><td>52</td><td>s</td><td>Avro schema the payload was written with, JSON in UTF-8, at most 64 KiB</td></tr>
 * <tr><td>52 + s</td><td>p</td><td>payload: one {@code ModelArtifact} in Avro binary encoding</td></tr>
 * <tr><td>52 + s + p</td><td>32</td><td>signed only: SHA-256 of the public key in X.509 encoding, which names the key</td></tr>
 * <tr><td>84 + s + p</td><td>64</td><td>signed only: Ed25519 signature of bytes 0 to 51, which by the digest stand for
 * schema and payload</td></tr>
 * </table>
 *
 * <p>The fields of the payload are documented in {@code schemas/model-artifact.avsc}. Fields may be added to that schema
 * with a default; anything else is a new format version. Format 1 knew numbers only, one column each. Format 3 is format 2
 * with a signature: a scorer from before signatures says that it is newer, not that it is broken.
 */
final class ArtifactFormat {

    static final byte[] MAGIC = "SLUICE\r\n".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 2;
    static final int SIGNED_VERSION = 3;
    static final int VERSION_AT = 8;
    static final int SCHEMA_LENGTH_AT = 12;
    static final int PAYLOAD_LENGTH_AT = 16;
    static final int DIGEST_AT = 20;
    static final int DIGEST_LENGTH = 32;
    static final int BODY_AT = DIGEST_AT + DIGEST_LENGTH;
    static final int MAX_SCHEMA = 1 << 16;
    static final int SIGNATURE_LENGTH = 64;
    static final int TRAILER_LENGTH = KeyFingerprint.LENGTH + SIGNATURE_LENGTH;

    private ArtifactFormat() {}

    /** The digest that belongs at {@link #DIGEST_AT} of {@code artifact}, whose payload ends before {@code end}. */
    static byte[] digest(byte[] artifact, int end) {
        MessageDigest sha = sha256();
        sha.update(artifact, VERSION_AT, DIGEST_AT - VERSION_AT);
        sha.update(artifact, BODY_AT, end - BODY_AT);
        return sha.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
