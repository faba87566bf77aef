package dev.sluice.stream.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.packed.Original;
import dev.sluice.packed.Original.Attachment;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlocksTest {

    private static final byte[] PUMP = "pump".getBytes(UTF_8);

    private final HeapStore<byte[], byte[]> store = new HeapStore<>("blocks", Arrays::compareUnsigned);

    private static Original record(long offset) {
        return new Original(
                offset,
                100 * offset,
                offset % 2 == 0 ? PUMP : null,
                ("value " + offset).getBytes(UTF_8),
                offset % 3 == 0 ? List.of(new Attachment("h", new byte[] {1})) : List.of());
    }

    private static void add(Blocks blocks, byte[] entity, long offset) {
        blocks.add(blocks.block(entity, 0), record(offset), 100 * offset);
    }

    private static List<Long> offsets(List<Original> records) {
        return records.stream().map(Original::offset).toList();
    }

    @Test
    void goOnAfterARestartWithWhatWasCommitted() {
        Blocks before = new Blocks(store, 0);
        for (long offset = 0; offset < 5; offset++) {
            add(before, PUMP, offset);
        }
        before.write();
        add(before, null, 5);
        add(before, new byte[0], 6);
        add(before, PUMP, 7);
        before.write();
        add(before, PUMP, 8); // not committed

        Blocks after = new Blocks(store, 0);
        assertThat(after.open()).hasSize(3);
        assertThat(after.block(PUMP, 0).spanTo(300)).isEqualTo(700);
        add(after, PUMP, 8);
        List<Original> records = after.take(after.block(PUMP, 0));
        assertThat(offsets(records)).containsExactly(0L, 1L, 2L, 3L, 4L, 7L, 8L);
        assertThat(records.get(3).headers())
                .usingRecursiveComparison()
                .isEqualTo(record(3).headers());
        assertThat(records.get(2).key()).isEqualTo(PUMP);
        assertThat(records.get(1).key()).isNull();
        assertThat(records.get(1).value()).isEqualTo(record(1).value());
        assertThat(offsets(after.take(after.block(null, 0)))).containsExactly(5L);
        assertThat(offsets(after.take(after.block(new byte[0], 0)))).containsExactly(6L);
        assertThat(store.approximateNumEntries()).isZero();
        assertThat(after.bytes()).isZero();
    }

    @Test
    void aBlockThatBeginsAndEndsBetweenCommitsIsNeverStored() {
        Blocks blocks = new Blocks(store, 0);
        add(blocks, PUMP, 1);
        blocks.take(blocks.block(PUMP, 0));
        blocks.write();
        assertThat(store.approximateNumEntries()).isZero();
    }
}
