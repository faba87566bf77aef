package dev.sluice.signature;

import dev.sluice.pipeline.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;

/** A private key that artifacts are signed with, and the public half that others verify them with. */
public final class SigningKey {

    private static final String PRIVATE = "PRIVATE KEY";

    private final PrivateKey key;
    private final PublicKey half;
    private final KeyFingerprint fingerprint;

    private SigningKey(PrivateKey key, PublicKey half) {
        this.key = key;
        this.half = half;
        this.fingerprint = KeyFingerprint.of(half);
    }

    /** A new one, from the JDK's strongest randomness. */
    public static SigningKey generate() {
        KeyPair pair = Ed25519.generate();
        return new SigningKey(pair.getPrivate(), pair.getPublic());
    }

    /**
     * The key that {@code trainer.signing-key} names.
     *
     * @param setting a file, or the key itself as PEM; empty for none
     * @throws ConfigException where there is no such file, or no such key in it; the key is never quoted
     */
    public static Optional<SigningKey> of(String setting) {
        if (setting.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(Pem.isPem(setting) ? setting : Files.readString(Path.of(setting))));
        } catch (IOException | InvalidPathException e) {
            throw error("cannot read file " + setting + " (" + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            throw error((Pem.isPem(setting) ? "" : "file " + setting + ": ") + e.getMessage());
        }
    }

    private static ConfigException error(String problem) {
        return new ConfigException("trainer.signing-key: " + problem
                + ": expected a file with an Ed25519 private key in PEM, as `sluice keys generate` writes it");
    }

    /** @throws IllegalArgumentException where it is none */
    static SigningKey parse(String pem) {
        PrivateKey key = Ed25519.privateKey(Pem.decode(PRIVATE, pem));
        return new SigningKey(key, Ed25519.publicKey(key));
    }

    /** @return 64 bytes */
    public byte[] sign(byte[] message) {
        return Ed25519.sign(key, message);
    }

    public KeyFingerprint fingerprint() {
        return fingerprint;
    }

    /** The private key in PKCS#8: a secret. */
    public byte[] privatePem() {
        return Pem.encode(PRIVATE, key.getEncoded()).getBytes(StandardCharsets.US_ASCII);
    }

    /** The public key in X.509. */
    public byte[] publicPem() {
        return Pem.encode(TrustedKeys.PUBLIC, half.getEncoded()).getBytes(StandardCharsets.US_ASCII);
    }

    /** The public key as one line of Base64, as {@code models.trusted-keys} takes it. */
    public String publicBase64() {
        return TrustedKeys.base64(half);
    }

    /** The fingerprint alone. */
    @Override
    public String toString() {
        return "SigningKey[" + fingerprint + "]";
    }
}
