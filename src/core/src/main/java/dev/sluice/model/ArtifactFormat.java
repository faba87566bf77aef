package dev.sluice.model;

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
 * <tr><td>8</td><td>4</td><td>format version, {@value #VERSION}</td></tr>
 * <tr><td>12</td><td>4</td><td>s, length of the schema</td></tr>
 * <tr><td>16</td><td>4</td><td>p, length of the payload</td></tr>
 * <tr><td>20</td><td>32</td><td>SHA-256 of bytes 8 to 19 and of everything from byte 52 on</td></tr>
 * <tr><td>52</td><td>s</td><td>Avro schema the payload was written with, JSON in UTF-8, at most 64 KiB</td></tr>
 * <tr><td>52 + s</td><td>p</td><td>payload: one {@code ModelArtifact} in Avro binary encoding</td></tr>
 * </table>
 *
 * <p>The fields of the payload are documented in {@code schemas/model-artifact.avsc}. Fields may be added to that schema
 * with a default; anything else is a new format version. Format 1 knew numbers only, one column each.
 */
final class ArtifactFormat {

    static final byte[] MAGIC = "SLUICE\r\n".getBytes(StandardCharsets.US_ASCII);
    static final int VERSION = 2;
    static final int VERSION_AT = 8;
    static final int SCHEMA_LENGTH_AT = 12;
    static final int PAYLOAD_LENGTH_AT = 16;
    static final int DIGEST_AT = 20;
    static final int DIGEST_LENGTH = 32;
    static final int BODY_AT = DIGEST_AT + DIGEST_LENGTH;
    static final int MAX_SCHEMA = 1 << 16;

    private ArtifactFormat() {}

    /** The digest that belongs at {@link #DIGEST_AT} of {@code artifact}. */
    static byte[] digest(byte[] artifact) {
        MessageDigest sha = sha256();
        sha.update(artifact, VERSION_AT, DIGEST_AT - VERSION_AT);
        sha.update(artifact, BODY_AT, artifact.length - BODY_AT);
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
