package dev.sluice.signature;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;

/**
 * Names a public key: the SHA-256 of its X.509 encoding.
 *
 * @param hex all 64 digits, lower case
 */
public record KeyFingerprint(String hex) {

    /** Bytes of a fingerprint. */
    public static final int LENGTH = 32;

    private static final int SHORT = 16;

    static KeyFingerprint of(PublicKey key) {
        try {
            return of(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** @param bytes {@value #LENGTH} of them */
    public static KeyFingerprint of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("expected " + LENGTH + " bytes, got " + bytes.length);
        }
        return new KeyFingerprint(HexFormat.of().formatHex(bytes));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** The first 16 digits: enough for people to tell keys apart. */
    @Override
    public String toString() {
        return hex.substring(0, SHORT);
    }
}
