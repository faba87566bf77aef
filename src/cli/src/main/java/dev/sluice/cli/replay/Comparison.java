package dev.sluice.cli.replay;

import dev.sluice.stream.topology.Recomputation.Output;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Compares a published record with what it should be, byte by byte. */
final class Comparison {

    /** Characters shown before and after the first byte that differs. */
    private static final int BEFORE = 30;

    private static final int AFTER = 40;

    private Comparison() {}

    /** How the two differ, in words; empty where they do not. */
    static Optional<String> of(ConsumerRecord<byte[], byte[]> published, Output recomputed) {
        return bytes("key", published.key(), recomputed.key())
                .or(() -> bytes("value", published.value(), recomputed.value()))
                .or(() -> published.timestamp() == recomputed.timestamp()
                        ? Optional.empty()
                        : Optional.of("timestamp published as " + published.timestamp() + ", recomputed as "
                                + recomputed.timestamp()))
                .or(() -> headers(
                        published.headers().toArray(), recomputed.headers().toArray()));
    }

    private static Optional<String> headers(Header[] published, Header[] recomputed) {
        return Arrays.equals(published, recomputed)
                ? Optional.empty()
                : Optional.of("headers published as " + text(published) + ", recomputed as " + text(recomputed));
    }

    private static String text(Header[] headers) {
        return Arrays.stream(headers)
                .map(h -> h.key() + "=" + around(h.value(), 0))
                .toList()
                .toString();
    }

    private static Optional<String> bytes(String what, byte[] published, byte[] recomputed) {
        if (Arrays.equals(published, recomputed)) {
            return Optional.empty();
        }
        int at = published == null || recomputed == null ? 0 : Arrays.mismatch(published, recomputed);
        return Optional.of(what + " differs from byte " + at + " on: published " + around(published, at)
                + ", recomputed " + around(recomputed, at));
    }

    private static String around(byte[] bytes, int at) {
        if (bytes == null) {
            return "null";
        }
        int from = Math.max(0, at - BEFORE);
        int to = Math.min(bytes.length, at + AFTER);
        return (from > 0 ? "…" : "")
                + new String(bytes, from, to - from, StandardCharsets.UTF_8)
                + (to < bytes.length ? "…" : "");
    }
}
