package dev.sluice.signature;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.record.Untrusted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The public keys whose signatures are believed. Without any, everything is. Immutable. */
public final class TrustedKeys {

    /** Whoever can write to the topic is believed. */
    public static final TrustedKeys ANYONE = new TrustedKeys(Map.of());

    static final String PUBLIC = "PUBLIC KEY";

    /** How the Base64 of every Ed25519 public key in X.509 begins. */
    private static final String BASE64 = "MCowBQYDK2VwAyEA";

    private final Map<KeyFingerprint, PublicKey> keys;

    private TrustedKeys(Map<KeyFingerprint, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * The keys that {@code models.trusted-keys} lists.
     *
     * @param settings each a file with a key in PEM, or a key itself, in PEM or as one line of Base64
     * @throws ConfigException where one is not
     */
    public static TrustedKeys of(List<String> settings) {
        Map<KeyFingerprint, PublicKey> keys = new HashMap<>();
        for (int i = 0; i < settings.size(); i++) {
            PublicKey key = key("models.trusted-keys[" + i + "]", settings.get(i));
            keys.put(KeyFingerprint.of(key), key);
        }
        return new TrustedKeys(keys);
    }

    private static PublicKey key(String where, String setting) {
        try {
            if (setting.startsWith(BASE64)) {
                return Ed25519.publicKey(Base64.getDecoder().decode(setting));
            }
            return Ed25519.publicKey(
                    Pem.decode(PUBLIC, Pem.isPem(setting) ? setting : Files.readString(Path.of(setting))));
        } catch (IOException | InvalidPathException e) {
            throw error(
                    where,
                    "cannot read file " + Untrusted.brief(setting) + " ("
                            + e.getClass().getSimpleName() + ")");
        } catch (IllegalArgumentException e) {
            throw error(where, "\"" + Untrusted.brief(setting) + "\": " + e.getMessage());
        }
    }

    private static ConfigException error(String where, String problem) {
        return new ConfigException(where + ": " + problem
                + ": expected a file with an Ed25519 public key in PEM, or such a key as Base64, as"
                + " `sluice keys generate` prints it");
    }

    static String base64(PublicKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** Whether a signature is needed at all. */
    public boolean required() {
        return !keys.isEmpty();
    }

    public boolean knows(KeyFingerprint fingerprint) {
        return keys.containsKey(fingerprint);
    }

    /** Whether a key of these signed the message. */
    public boolean verify(KeyFingerprint fingerprint, byte[] message, byte[] signature) {
        return Optional.ofNullable(keys.get(fingerprint))
                .map(key -> Ed25519.verify(key, message, signature))
                .orElse(false);
    }

    /** The fingerprints, for messages. */
    @Override
    public String toString() {
        return String.join(
                ", ",
                keys.keySet().stream().map(KeyFingerprint::toString).sorted().toList());
    }
}
