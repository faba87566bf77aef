package dev.sluice.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Records that no scorer can score, one of each kind: what fleets really send now and then. */
final class BrokenRecords {
    private BrokenRecords() {}

    /**
     * @param good a good record to break
     * @param field one of its fields
     */
    static List<byte[]> of(byte[] good, String field) {
        return List.of(
                Arrays.copyOf(good, good.length / 2),
                ("{\"" + field + "\":\"n/a\"}").getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8),
                "[1,2,3]".getBytes(StandardCharsets.UTF_8),
                new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', ':', '1', '}'});
    }
}
