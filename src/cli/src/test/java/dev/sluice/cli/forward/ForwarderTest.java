package dev.sluice.cli.forward;

import static dev.sluice.cli.alerts.Messages.message;
import static dev.sluice.cli.alerts.Messages.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.avro.SchemaSource;
import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.record.ContractJson;
import dev.sluice.wire.ContractReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that is as strict as Alertmanager. */
@Timeout(60)
class ForwarderTest {
    private static final String TOPIC = "pumps.alerts";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final long START = NOW - 60_000;
    private static final Duration IMPATIENCE = Duration.ofMillis(400);
    private Duration patience = Duration.ofSeconds(20);

    private final List<byte[]> log = new ArrayList<>(); // of the partition, from offset 0 on
    private final SettableClock clock = new SettableClock();
    private StubAlertmanager server;
    private GroupConsumer consumer;
    private Forwarder forwarder;

    /** Stands still until it is put on. */
    private static final class SettableClock extends Clock {
        private long millis = NOW;

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Remembers what a group has committed before it has anything assigned, which Kafka's own does not. */
    private static final class GroupConsumer extends MockConsumer<byte[], byte[]> {
        private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();

        GroupConsumer() {
            super("earliest");
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> committed) {
            offsets.putAll(committed);
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> found = new HashMap<>();
            partitions.forEach(p -> found.put(p, offsets.get(p)));
            return found;
        }
    }

    @BeforeEach
    void serve() throws IOException {
        server = new StubAlertmanager();
    }

    @AfterEach
    void end() {
        if (forwarder != null) {
            forwarder.close();
        }
        server.close();
    }

    /** Starts one that takes over at an offset; null for the first of its group. */
    private void start(Long committed) throws InterruptedException {
        start(committed, server.address(), null);
    }

    private void start(Long committed, URI to, String authorization) throws InterruptedException {
        if (forwarder != null) {
            forwarder.close();
        }
        consumer = new GroupConsumer();
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, (long) log.size()));
        if (committed != null) {
            consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(committed)));
        }
        forwarder = new Forwarder(
                consumer,
                TOPIC,
                new ContractReader(SchemaSource.NONE),
                new Labels("pumps", Map.of("team", "plant")),
                new Alertmanager(to, authorization, patience),
                Duration.ofMinutes(1),
                Duration.ofSeconds(1),
                clock);
        consumer.rebalance(List.of(PARTITION));
        for (int offset = 0; offset < log.size(); offset++) {
            consumer.addRecord(
                    new ConsumerRecord<>(TOPIC, 0, offset, "k".getBytes(StandardCharsets.UTF_8), log.get(offset)));
        }
    }

    private void append(Alert... alerts) {
        for (Alert alert : alerts) {
            append(ContractJson.encode(alert));
        }
    }

    private void append(byte[] value) {
        log.add(value);
        if (consumer != null) {
            consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, log.size() - 1, null, value));
        }
    }

    private long committed() {
        OffsetAndMetadata offset = consumer.committed(Set.of(PARTITION)).get(PARTITION);
        return offset == null ? -1 : offset.offset();
    }

    private void pass(Duration time) throws InterruptedException {
        clock.millis += time.toMillis();
        forwarder.step();
    }

    private List<String> told() {
        return server.taken().stream()
                .map(alert -> alert.get("labels").get("incident").asText() + (alert.has("endsAt") ? " ends" : ""))
                .toList();
    }

    @Test
    void anIncidentIsToldOfWhenItOpensWhenItGrowsAndWhenItEnds() throws Exception {
        start(null);
        append(message("t-0-1", AlertState.OPENED, "pump-7", START, 5, 1.5));
        forwarder.step();
        append(message("t-0-1", AlertState.UPDATED, "pump-7", START, 9, 3.25));
        forwarder.step();
        append(message("t-0-1", AlertState.RESOLVED, "pump-7", START, 30, 0.2));
        forwarder.step();

        assertThat(told()).containsExactly("t-0-1", "t-0-1", "t-0-1 ends");
        assertThat(server.refused()).isEmpty();
        assertThat(server.distinct()).as("alerts by their labels").isEqualTo(1);
        JsonNode alert = server.alert("incident", "t-0-1").orElseThrow();
        assertThat(alert.get("labels").toString())
                .isEqualTo("{\"alertname\":\"SluiceIncident\",\"pipeline\":\"pumps\",\"severity\":\"warning\","
                        + "\"team\":\"plant\",\"entity\":\"pump-7\",\"incident\":\"t-0-1\"}");
        assertThat(alert.get("startsAt").asText()).isEqualTo("2026-03-01T11:59:00Z");
        assertThat(alert.get("endsAt").asText()).isEqualTo("2026-03-01T11:59:30Z");
        JsonNode annotations = alert.get("annotations");
        assertThat(annotations.get("summary").asText()).isEqualTo("pump-7 is anomalous: score 3.25, flow, mode");
        assertThat(annotations.get("fields").asText())
                .isEqualTo("flow observed 0.1 expected 4 (70 %), mode observed \"off\" expected \"on\" (30 %)");
        assertThat(annotations.get("repair").asText()).isEqualTo("flow");
        assertThat(annotations.get("score").asText()).isEqualTo("3.25");
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void whatIsOpenIsRepeatedUntilItEnds() throws Exception {
        append(
                message("a", AlertState.OPENED, "p", START, 5, 1.5),
                message("b", AlertState.OPENED, "q", START, 5, 1.5),
                record("c", "r", START),
                message("b", AlertState.RESOLVED, "q", START, 9, 0.5));
        start(null);
        forwarder.step();
        assertThat(told()).containsExactlyInAnyOrder("a", "b ends", "c");

        pass(Duration.ofSeconds(59));
        assertThat(told()).hasSize(3);
        pass(Duration.ofSeconds(2));
        assertThat(told()).hasSize(4).endsWith("a");
        append(message("a", AlertState.RESOLVED, "p", START, 90, 0.5));
        pass(Duration.ofSeconds(1));
        pass(Duration.ofMinutes(5));
        assertThat(told()).hasSize(5).endsWith("a ends");
    }

    @Test
    void whileAlertmanagerIsAwayNothingIsCommittedAndNothingIsLost() throws Exception {
        append(message("a", AlertState.OPENED, "p", START, 5, 1.5));
        start(null);
        server.answerNext(500, 503, 429);
        forwarder.step();
        assertThat(committed()).isEqualTo(-1);

        append(message("b", AlertState.OPENED, "q", START, 5, 1.5));
        for (int i = 0; i < 5; i++) {
            forwarder.step();
        }
        assertThat(server.requests()).as("before the pause is over").isEqualTo(1);
        assertThat(consumer.paused()).containsExactly(PARTITION);
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(server.requests()).as("the second pause is longer").isEqualTo(2);
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(4));
        forwarder.step();

        assertThat(told()).containsExactly("a", "b");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void aServerThatDoesNotAnswerOrIsNotThereIsAskedAgain() throws Exception {
        append(message("a", AlertState.OPENED, "p", START, 5, 1.5));
        CountDownLatch held = new CountDownLatch(1);
        server.hold(held);
        patience = IMPATIENCE;
        start(null);
        forwarder.step();
        assertThat(committed()).isEqualTo(-1);
        held.countDown();
        await().until(() -> {
            pass(Duration.ofSeconds(45));
            return committed() == 1;
        });
        assertThat(told()).contains("a");

        URI address = server.address();
        server.close();
        append(message("b", AlertState.OPENED, "q", START, 5, 1.5));
        pass(Duration.ofSeconds(1));
        assertThat(committed()).isEqualTo(1);
        server = new StubAlertmanager(address.getPort());
        await().until(() -> {
            pass(Duration.ofSeconds(45));
            return committed() == 2;
        });
        assertThat(told()).contains("b");
    }

    @Test
    void anAlertThatIsNeverTakenDoesNotHoldUpTheOthers() throws Exception {
        append(
                message("a", AlertState.OPENED, "p", START, 5, 1.5),
                message("b", AlertState.OPENED, "strange", START, 5, 1.5),
                message("c", AlertState.OPENED, "q", START, 5, 1.5));
        server.dislike(alert -> alert.path("labels").path("entity").asText().equals("strange"));
        start(null);
        forwarder.step();

        assertThat(told()).contains("a", "c").doesNotContain("b");
        assertThat(committed()).isEqualTo(3);
        int refusals = server.refused().size();
        pass(Duration.ofMinutes(2));
        assertThat(server.refused()).as("it is not repeated").hasSize(refusals);
        assertThat(told()).endsWith("a", "c");
    }

    @Test
    void aRestartGoesOnWhereTheLastStoppedAndRepeatsWhatIsOpen() throws Exception {
        append(
                message("a", AlertState.OPENED, "p", START, 5, 1.5),
                message("b", AlertState.OPENED, "q", START, 5, 1.5),
                message("b", AlertState.RESOLVED, "q", START, 9, 0.5),
                message("c", AlertState.OPENED, "r", START, 5, 1.5));
        start(3L);
        forwarder.step();

        assertThat(told()).as("what had ended is not news").containsExactlyInAnyOrder("a", "c");
        assertThat(committed()).isEqualTo(4);
    }

    @Test
    void aClientThatIsNotLetInStopsAndLosesNothing() throws Exception {
        append(message("a", AlertState.OPENED, "p", START, 5, 1.5));
        server.require("Bearer s3cret");
        start(null);
        assertThatThrownBy(forwarder::step)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("does not let this client in")
                .hasMessageContaining("--token");
        assertThat(committed()).isEqualTo(-1);

        start(null, server.address(), "Bearer s3cret");
        forwarder.step();
        assertThat(told()).containsExactly("a");
        start(null, server.address().resolve("/elsewhere"), "Bearer s3cret");
        assertThatThrownBy(forwarder::step)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("has no Alertmanager's API v2")
                .hasMessageContaining("--to");
    }

    @Test
    void anEntityWithoutANameAStrangeOneAndAClockThatIsFastAreTaken() throws Exception {
        append(
                message("a", AlertState.OPENED, null, START, 5, 1.5),
                message("b", AlertState.RESOLVED, "\"\u0000\n\uD83D\uDE00", Long.MAX_VALUE / 4, 5, 0.5),
                message("c", AlertState.RESOLVED, "p", -5_000, 1, 0.5),
                message("d", AlertState.OPENED, "p", START, 5, 1.5, List.of("p", "q")));
        start(null);
        forwarder.step();

        assertThat(server.refused()).isEmpty();
        assertThat(told()).containsExactlyInAnyOrder("a", "b ends", "c ends", "d");
        assertThat(server.alert("incident", "b").orElseThrow().get("startsAt").asText())
                .isEqualTo("2026-03-01T12:00:00Z");
        assertThat(server.alert("incident", "d")
                        .orElseThrow()
                        .get("annotations")
                        .toString())
                .contains("\"summary\":\"2 entities are anomalous", "\"members\":\"p, q\"");
    }

    @Test
    void whatIsNotReadableIsLeftOutAndLeftBehind() throws Exception {
        append("no alert".getBytes(StandardCharsets.UTF_8));
        append(message("a", AlertState.OPENED, "p", START, 5, 1.5));
        start(null);
        forwarder.step();

        assertThat(told()).containsExactly("a");
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void whatOthersHaveTakenOverIsNoLongerTold() throws Exception {
        append(message("a", AlertState.OPENED, "p", START, 5, 1.5));
        start(null);
        server.answerNext(500);
        forwarder.step();
        consumer.rebalance(List.of());
        pass(Duration.ofMinutes(2));

        assertThat(told()).isEmpty();
        assertThat(committed()).isEqualTo(-1);
    }

    @Test
    void aBacklogIsToldInSeveralRequests() throws Exception {
        for (int i = 0; i < 250; i++) {
            append(message("i" + i, AlertState.OPENED, "p" + i, START, 5, 1.5));
        }
        start(null);
        forwarder.step();

        assertThat(told()).hasSize(250).doesNotHaveDuplicates();
        assertThat(server.requests()).isEqualTo(3);
        assertThat(committed()).isEqualTo(250);
    }

    @Test
    void itStopsInTheMiddleOfARequestAndCommitsNothingOfIt() throws Exception {
        append(message("a", AlertState.OPENED, "p", START, 5, 1.5));
        server.hold(new CountDownLatch(1));
        start(null);
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread running = new Thread(() -> {
            try {
                forwarder.run();
            } catch (Exception e) {
                failure.set(e);
            }
        });
        running.start();
        await().until(() -> server.requests() > 0);
        forwarder.stop();
        running.join();

        assertThat(failure.get()).isNull();
        assertThat(committed()).isEqualTo(-1);
    }
}
