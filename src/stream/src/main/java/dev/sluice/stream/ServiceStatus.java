package dev.sluice.stream;

import dev.sluice.stream.feed.Rejection;
import java.util.List;

/**
 * How a scorer is doing at one moment.
 *
 * @param state in words: {@code waiting for topic telemetry}, {@code waiting for first model}, {@code ready: model 3},
 *     {@code rebalancing}, {@code waiting for the schema registry: ...}, {@code waiting for the broker at ...}, {@code gave up: ...}, {@code stopped}
 * @param ready whether records are being scored
 * @param alive false once it gave up or was closed
 * @param championVersion version that is active, 0 before the first
 * @param rejections artifacts and activations that were turned down, oldest first
 */
public record ServiceStatus(
        String state, boolean ready, boolean alive, int championVersion, List<Rejection> rejections) {
    public ServiceStatus {
        rejections = List.copyOf(rejections);
    }
}
