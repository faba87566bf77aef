package dev.sluice.pipeline;

/**
 * Where {@code /metrics}, {@code /healthz} and {@code /readyz} listen.
 *
 * @param host loopback by default
 * @param port 0 for any free one
 */
public record HttpConfig(String host, int port) {
    public static final HttpConfig DEFAULT = new HttpConfig("127.0.0.1", 8080);
}
