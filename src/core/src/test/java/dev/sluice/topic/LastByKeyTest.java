package dev.sluice.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Silence;
import dev.sluice.record.ContractJson;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LastByKeyTest {

    private final LastByKey<Silence> last = new LastByKey<>(Silence.class);
    private long offset;

    private void accept(String key, byte[] value) {
        last.accept(new ConsumerRecord<>("pumps.silences", 0, offset++, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private static Silence silence(String id, String reason) {
        return new Silence(id, "pump-*", null, 1L, 2L, reason, "anna", 3L);
    }

    private void say(String id, String reason) {
        accept(id, ContractJson.encode(silence(id, reason)));
    }

    @Test
    void ofEachKeyTheLastCountsAndWhatWasTakenBackIsGone() {
        say("a", "one");
        say("b", "two");
        say("c", "three");
        say("a", "four");
        accept("b", null);
        accept("never", null);

        assertThat(last.all()).containsExactly(silence("c", "three"), silence("a", "four"));
        assertThat(last.of("a")).contains(silence("a", "four"));
        assertThat(last.of("b")).isEmpty();
        assertThat(last.unreadable()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNamedAndChangesNothing() {
        say("a", "one");
        accept("a", "{\"id\": 7}".getBytes(StandardCharsets.UTF_8));

        assertThat(last.of("a")).contains(silence("a", "one"));
        assertThat(last.unreadable()).singleElement().asString().startsWith("pumps.silences-0@1: ");
    }
}
