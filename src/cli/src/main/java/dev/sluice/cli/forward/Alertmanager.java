package dev.sluice.cli.forward;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.record.Untrusted;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What speaks Alertmanager's API v2 at an address. */
public final class Alertmanager {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final String PATH = "api/v2/alerts";

    private final URI address;
    private final String authorization;
    private final Duration patience;
    private final HttpClient client;
    private volatile CompletableFuture<?> asked;
    private volatile boolean closed;

    /** What became of a request. */
    enum Outcome {
        /** It has the alerts. */
        TAKEN,
        /** It does not have them now, but will. */
        AWAY,
        /** It will never take them as they are. */
        REFUSED
    }

    /** @param said by it, or of it, in words; empty where nothing is to be said */
    record Answer(Outcome outcome, String said) {}

    /**
     * @param base where Alertmanager is, such as {@code http://alertmanager:9093}, without its API's path
     * @param authorization value of that header; null for none
     * @param patience for one request
     * @throws ConfigException where the address is none
     */
    public Alertmanager(URI base, String authorization, Duration patience) {
        boolean http = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
        if (!http || base.getHost() == null || base.getRawQuery() != null || base.getRawUserInfo() != null) {
            throw new ConfigException(
                    "--to: expected an address such as http://alertmanager:9093, without user, password"
                            + " and query, got \"" + Untrusted.brief(base.toString()) + "\"");
        }
        String text = base.toString();
        this.address = URI.create(text.endsWith("/") ? text + PATH : text + "/" + PATH);
        this.authorization = authorization;
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
    }

    /**
     * Hands over alerts.
     *
     * @param alerts as {@link AlertmanagerJson} has them
     * @throws ConfigException where this is no Alertmanager, or it does not let this client in
     */
    Answer post(byte[] alerts) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(alerts));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        asked = sent;
        if (closed) {
            sent.cancel(true);
        }
        try {
            HttpResponse<byte[]> response = sent.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            sent.cancel(true);
            return new Answer(Outcome.AWAY, this + " does not answer within " + patience.toMillis() / 1e3 + " s");
        } catch (CancellationException e) {
            return new Answer(Outcome.AWAY, "stopped");
        } catch (ExecutionException e) {
            String why = e.getCause().getMessage();
            return new Answer(
                    Outcome.AWAY,
                    this + " cannot be reached: "
                            + (why == null ? e.getCause().getClass().getSimpleName() : why));
        }
    }

    private Answer answer(int status, String body) {
        String said = body.isBlank() ? "" : ": " + Untrusted.brief(body.strip());
        if (status >= 200 && status < 300) {
            return new Answer(Outcome.TAKEN, "");
        }
        if (status == 408 || status == 429 || status >= 500) {
            return new Answer(Outcome.AWAY, this + " answers with HTTP status " + status + said);
        }
        if (status == 401 || status == 403) {
            throw new ConfigException(this + " does not let this client in (HTTP status " + status + ")" + said
                    + ": check --username and --password, or --token");
        }
        if (status < 400 || status == 404 || status == 405) {
            throw new ConfigException(this + " has no Alertmanager's API v2 (HTTP status " + status + ")" + said
                    + ": correct --to; behind a proxy it may end with a path");
        }
        return new Answer(Outcome.REFUSED, "HTTP status " + status + said);
    }

    /** Ends a request that is on its way, and all that come later; may be called from any thread. */
    void close() {
        closed = true;
        CompletableFuture<?> now = asked;
        if (now != null) {
            now.cancel(true);
        }
    }

    @Override
    public String toString() {
        return "Alertmanager at " + address;
    }
}
