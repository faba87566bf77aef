package dev.sluice.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** The JDK's Ed25519 (RFC 8032), without its checked exceptions for an algorithm that every JDK has. */
final class Ed25519 {

    private static final String ALGORITHM = "Ed25519";

    private Ed25519() {}

    static KeyPair generate() {
        return generate(new SecureRandom());
    }

    private static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** @throws IllegalArgumentException where it is no Ed25519 key; the message never quotes it */
    static PrivateKey privateKey(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("not an Ed25519 private key in PKCS#8", e);
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        }
    }

    /** @throws IllegalArgumentException where it is no Ed25519 key */
    static PublicKey publicKey(byte[] x509) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(x509));
        } catch (InvalidKeySpecException e) {
            throw new IllegalArgumentException("not an Ed25519 public key in X.509", e);
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        }
    }

    /**
     * The public half of a private key. A private key of this algorithm is 32 random bytes that the public one is computed
     * from, which the JDK does in a key generator only: it is given these bytes as its randomness.
     *
     * @throws IllegalArgumentException where this JDK does not derive it so
     */
    static PublicKey publicKey(PrivateKey key) {
        byte[] seed = ((EdECPrivateKey) key)
                .getBytes()
                .orElseThrow(() -> new IllegalArgumentException("a private key that cannot be read"));
        PublicKey derived = generate(new Fixed(seed)).getPublic();
        byte[] probe = seed.clone();
        if (!verify(derived, probe, sign(key, probe))) {
            throw new IllegalArgumentException("a private key whose public half this Java cannot derive");
        }
        return derived;
    }

    /** @return 64 bytes; the same for the same key and message */
    static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    static boolean verify(PublicKey key, byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (InvalidKeyException | NoSuchAlgorithmException e) {
            throw missing(e);
        } catch (GeneralSecurityException e) {
            return false; // bytes that are no signature at all
        }
    }

    private static AssertionError missing(Exception e) {
        return new AssertionError("every JDK since 15 has Ed25519", e);
    }

    /** Randomness that was drawn before. */
    private static final class Fixed extends SecureRandom {

        private final byte[] drawn;

        Fixed(byte[] drawn) {
            this.drawn = drawn.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(drawn, 0, bytes, 0, Math.min(drawn.length, bytes.length));
        }
    }
}
