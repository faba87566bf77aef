package dev.sluice.registry;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.RegistryConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Reads the certificates that a registry is trusted by. */
final class RegistryTrust {

    private static final String PEM = "-----BEGIN CERTIFICATE-----";

    private RegistryTrust() {}

    /** For connections without TLS, which trust nobody: reading all authorities of the JVM takes a tenth of a start. */
    static SSLContext none() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no TLS", e);
        }
    }

    /** @throws ConfigException where the file cannot be used */
    static SSLContext context(RegistryConfig config) {
        Path file = Path.of(config.trustStore());
        try {
            byte[] content = Files.readAllBytes(file);
            String text = new String(content, StandardCharsets.ISO_8859_1);
            KeyStore trusted = text.contains(PEM)
                    ? certificates(text.substring(text.indexOf(PEM)))
                    : KeyStore.getInstance(
                            file.toFile(), config.trustStorePassword().toCharArray());
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigException(
                    "registry.trust-store: cannot read certificates from " + file + ": " + e.getMessage()
                            + ": expected PEM, or PKCS12 or JKS with its password in registry.trust-store-password",
                    e);
        }
    }

    private static KeyStore certificates(String pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int count = 0;
        for (Certificate certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))) {
            store.setCertificateEntry("trusted-" + count++, certificate);
        }
        return store;
    }
}
