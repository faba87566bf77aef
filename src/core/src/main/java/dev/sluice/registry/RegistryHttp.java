package dev.sluice.registry;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.RegistryConfig;
import dev.sluice.record.Untrusted;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** Asks a registry over HTTP, and tells an answer from an outage and from a refusal. Thread-safe. */
final class RegistryHttp {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** For a whole request, so that a registry that stands still is noticed within seconds. */
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private static final String TYPE = "application/vnd.schemaregistry.v1+json";

    private final String url;
    private final String authorization;
    private final HttpClient client;

    /**
     * An answer that is no error.
     *
     * @param found false where the registry says that there is no such thing
     */
    record Reply(boolean found, RegistryAnswer answer) {}

    /** @throws ConfigException where a file that the configuration names cannot be used */
    RegistryHttp(RegistryConfig config) {
        this.url = config.url();
        this.authorization = config.username().isEmpty() ? null : basic(config.username(), password(config));
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        if (!config.trustStore().isEmpty()) {
            builder.sslContext(RegistryTrust.context(config));
        } else if (!url.startsWith("https:")) {
            builder.sslContext(RegistryTrust.none());
        }
        this.client = builder.build();
    }

    private static String password(RegistryConfig config) {
        if (config.passwordFile().isEmpty()) {
            return config.password();
        }
        try {
            return Files.readString(Path.of(config.passwordFile())).strip();
        } catch (IOException e) {
            throw new ConfigException(
                    "registry.password-file: cannot read " + config.passwordFile() + ": "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }

    private static String basic(String username, String password) {
        byte[] credentials = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    String url() {
        return url;
    }

    /**
     * @throws RegistryOutageException where there is no answer, or one that passes
     * @throws RegistryRefusalException where it is an error that does not pass
     */
    Reply get(String path) {
        return ask(request(path).GET().build());
    }

    /** As {@link #get}. */
    Reply post(String path, String body) {
        return ask(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url + path))
                .header("Accept", TYPE + ", application/json")
                .header("Content-Type", TYPE);
        return authorization == null ? builder : builder.header("Authorization", authorization);
    }

    private Reply ask(HttpRequest request) {
        HttpResponse<byte[]> response = send(request);
        int status = response.statusCode();
        if (status == 429 || status == 408 || status >= 500) {
            throw new RegistryOutageException(this + " answers with HTTP status " + status, null);
        }
        RegistryAnswer answer;
        try {
            answer = RegistryAnswer.parse(response.body());
        } catch (IOException e) {
            throw status < 300
                    ? new RegistryOutageException(this + " answers with something that is no JSON", e)
                    : refusal(status, "");
        }
        if (status < 300) {
            return new Reply(true, answer);
        }
        if (status == 404 && answer.saysNotFound()) {
            return new Reply(false, answer);
        }
        throw refusal(status, answer.text("message", ""));
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        var sent = client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
        try {
            return sent.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new RegistryOutageException(this + " does not answer within " + ANSWER.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new RegistryOutageException("interrupted while waiting for " + this, e);
        } catch (ExecutionException e) {
            if (isUntrusted(e)) {
                throw new RegistryRefusalException(
                        this + " has a certificate that is not trusted: name its authority's with registry.trust-store",
                        e);
            }
            throw new RegistryOutageException(this + " cannot be reached: " + reason(e.getCause()), e);
        }
    }

    private static boolean isUntrusted(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SSLHandshakeException && t.getCause() instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private RegistryRefusalException refusal(int status, String message) {
        String said = message.isEmpty() ? "" : ": " + Untrusted.brief(message);
        return new RegistryRefusalException(
                switch (status) {
                    case 401 ->
                        this + " does not accept the credentials" + said
                                + ": check registry.username, and SLUICE_REGISTRY_PASSWORD or registry.password-file";
                    case 403 ->
                        this + " does not allow it" + said
                                + ": grant this user the right, or set registry.register to false where it must not"
                                + " register schemas";
                    case 404 ->
                        this + " has no schema registry's API" + said
                                + ": correct registry.url; some registries have theirs below a path such as"
                                + " /apis/ccompat/v7";
                    default -> this + " answers with HTTP status " + status + said;
                });
    }

    @Override
    public String toString() {
        return "the schema registry at " + url;
    }
}
