package dev.sluice.pipeline;

import java.util.Optional;

/**
 * Where {@code /metrics}, {@code /healthz} and {@code /readyz} listen.
 *
 * @param host loopback by default
 * @param port of the scorer; 0 for any free one
 * @param trainerPort of the trainer; 0 for none
 */
public record HttpConfig(String host, int port, int trainerPort) {
    public static final HttpConfig DEFAULT = new HttpConfig("127.0.0.1", 8080, 0);

    /** Without any of the trainer. */
    public HttpConfig(String host, int port) {
        this(host, port, 0);
    }

    /** Where the trainer's listen; empty where they do not. */
    public Optional<HttpConfig> trainer() {
        return trainerPort == 0 ? Optional.empty() : Optional.of(new HttpConfig(host, trainerPort, trainerPort));
    }
}
