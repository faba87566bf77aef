package dev.sluice.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.contract.FieldContribution;
import dev.sluice.contract.Silence;
import dev.sluice.record.ContractJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertDeskTest {

    private static final double BUDGET = 1e-4;
    private static final OpeningRule RULE = OpeningRule.of(BUDGET);
    private static final Duration DAY = Duration.ofDays(1);
    private static final double QUIET = -0.5;
    private static final double LOUD = 3 * Math.log(BUDGET);
    private static final double BETWEEN = 0.9 * Math.log(BUDGET);

    private Silences silences = Silences.NONE;
    private AlertDesk desk = desk();
    private long offset;
    private int repairs;

    private AlertDesk desk() {
        AlertDesk fresh = new AlertDesk(() -> silences, DAY);
        fresh.use(RULE);
        return fresh;
    }

    private final class Row implements Observed {
        private final String entity;
        private final long timestamp;
        private final double logP;
        private final String field;
        private final long at = offset;

        Row(String entity, long timestamp, double logP, String field) {
            this.entity = entity;
            this.timestamp = timestamp;
            this.logP = logP;
            this.field = field;
        }

        @Override
        public String topic() {
            return "telemetry";
        }

        @Override
        public int partition() {
            return 3;
        }

        @Override
        public long offset() {
            return at;
        }

        @Override
        public long timestamp() {
            return timestamp;
        }

        @Override
        public String entity() {
            return entity;
        }

        @Override
        public int modelVersion() {
            return 2;
        }

        @Override
        public double score() {
            return logP / Math.log(BUDGET);
        }

        @Override
        public double logP() {
            return logP;
        }

        @Override
        public double pValue() {
            return Math.exp(logP);
        }

        @Override
        public List<FieldContribution> fields() {
            return List.of(new FieldContribution(field, 7.0, 1.0, 1.0, null, null));
        }

        @Override
        public List<String> repair() {
            repairs++;
            return List.of(field);
        }
    }

    private List<Alert> see(String entity, long seconds, double logP) {
        return see(entity, seconds, logP, "flow");
    }

    private List<Alert> see(String entity, long seconds, double logP, String field) {
        Dispatch dispatch = observe(entity, 1_000 * seconds, logP, field);
        desk.keep();
        return dispatch.messages().stream().map(Dispatch.Message::alert).toList();
    }

    private Dispatch observe(String entity, long timestamp, double logP, String field) {
        byte[] name = entity == null ? null : entity.getBytes(StandardCharsets.UTF_8);
        Dispatch dispatch = desk.observe(name, new Row(entity, timestamp, logP, field));
        offset++;
        return dispatch;
    }

    /** Opens an incident with its third loud record. */
    private Alert open(String entity, long seconds) {
        assertThat(see(entity, seconds, LOUD)).isEmpty();
        assertThat(see(entity, seconds + 1, LOUD)).isEmpty();
        List<Alert> alerts = see(entity, seconds + 2, LOUD);
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }

    private Map<String, byte[]> write(Map<String, byte[]> store, AlertDesk from) {
        from.write((key, value) -> {
            String name = new String(key, StandardCharsets.ISO_8859_1);
            if (value == null) {
                store.remove(name);
            } else {
                store.put(name, value);
            }
        });
        return store;
    }

    private AlertDesk restored(Map<String, byte[]> store) {
        AlertDesk other = desk();
        store.forEach((key, value) -> other.restore(key.getBytes(StandardCharsets.ISO_8859_1), value));
        return other;
    }

    @Test
    void anIncidentOpensOnThreeOfFiveRecordsAndIsOverAfterTenQuietOnes() {
        assertThat(see("a", 1, LOUD)).isEmpty();
        assertThat(see("a", 2, QUIET)).isEmpty();
        assertThat(see("a", 3, LOUD - 1)).isEmpty();
        assertThat(see("a", 4, QUIET)).isEmpty();
        Alert opened = see("a", 5, LOUD).get(0);
        assertThat(opened.getState()).isEqualTo(AlertState.OPENED);
        assertThat(opened.getId()).isEqualTo("telemetry-3-4");
        assertThat(opened.getOffset()).isEqualTo(4);
        assertThat(opened.getStart()).isEqualTo(1_000);
        assertThat(opened.getPeakTimestamp()).isEqualTo(3_000);
        assertThat(opened.getPeakScore()).isGreaterThan(opened.getScore());
        assertThat(opened.getRecords()).isEqualTo(3);
        assertThat(opened.getRepair()).containsExactly("flow");
        assertThat(opened.getMembers()).isEmpty();
        assertThat(opened.getMemberCount()).isEqualTo(1);

        for (int i = 0; i < 9; i++) {
            assertThat(see("a", 6 + i, QUIET)).isEmpty();
        }
        Alert resolved = see("a", 15, QUIET).get(0);
        assertThat(resolved.getState()).isEqualTo(AlertState.RESOLVED);
        assertThat(resolved.getId()).isEqualTo(opened.getId());
        assertThat(resolved.getTimestamp()).isEqualTo(15_000);
        assertThat(resolved.getScore()).isLessThan(1);
        assertThat(resolved.getPeakScore()).isEqualTo(opened.getPeakScore());
        assertThat(desk.open()).isZero();
        assertThat(open("a", 20).getId()).as("another incident").isNotEqualTo(opened.getId());
    }

    @Test
    void oneRecordOpensNothingHoweverLoudAndNeitherDoThreeOfSix() {
        assertThat(see("a", 1, -700)).isEmpty();
        see("b", 1, LOUD);
        see("b", 2, QUIET);
        see("b", 3, QUIET);
        see("b", 4, LOUD);
        see("b", 5, QUIET);
        assertThat(see("b", 6, LOUD)).isEmpty();
        assertThat(desk.open()).isZero();
    }

    @Test
    void whatIsNeitherLoudNorQuietKeepsAnIncidentOpenButOpensNone() {
        for (int i = 0; i < 20; i++) {
            assertThat(see("a", i, BETWEEN)).isEmpty();
        }
        open("a", 20);
        for (int i = 0; i < 40; i++) {
            assertThat(see("a", 30 + i, i % 9 == 8 ? BETWEEN : QUIET)).isEmpty();
        }
        assertThat(desk.open()).isEqualTo(1);
    }

    @Test
    void aClearGrowthIsToldOnceInAWhile() {
        open("a", 0);
        assertThat(see("a", 3, 1.4 * LOUD)).as("not clear").isEmpty();
        assertThat(see("a", 4, 2 * LOUD)).as("too soon").isEmpty();
        List<Alert> updates = see("a", 12, LOUD);
        assertThat(updates).hasSize(1);
        assertThat(updates.get(0).getState()).isEqualTo(AlertState.UPDATED);
        assertThat(updates.get(0).getPeakScore()).isEqualTo(2 * LOUD / Math.log(BUDGET));
        assertThat(updates.get(0).getPeakTimestamp()).isEqualTo(4_000);
        assertThat(see("a", 30, LOUD)).as("no news").isEmpty();
        assertThat(see("a", 31, LOUD, "heat")).as("another field").hasSize(1);
        assertThat(see("a", 50, LOUD, "heat")).isEmpty();
    }

    @Test
    void whatIsExpensiveIsOnlyAskedForWhereAnAlertNeedsIt() {
        for (int i = 0; i < 100; i++) {
            see("a", i, QUIET);
            see("a", i, BETWEEN);
        }
        see("b", 99, LOUD);
        see("b", 99, LOUD);
        assertThat(repairs).as("for evidence that opens nothing").isZero();
        open("a", 100);
        assertThat(repairs).isEqualTo(1);
        for (int i = 0; i < 100; i++) {
            see("a", 103 + i, LOUD);
        }
        assertThat(repairs).isEqualTo(1);
    }

    @Test
    void anEntityThatFallsSilentIsLetGoInTheTimeOfTheOthers() {
        Alert opened = open("a", 0);
        List<Alert> alerts = new ArrayList<>();
        for (int s = 3; s < 900 && alerts.isEmpty(); s++) {
            alerts.addAll(see("b", s, QUIET));
        }
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).getId()).isEqualTo(opened.getId());
        assertThat(alerts.get(0).getState()).isEqualTo(AlertState.RESOLVED);
        assertThat(alerts.get(0).getOffset()).as("what was told last").isEqualTo(opened.getOffset());
        assertThat(offset).isEqualTo(3 + 600);
    }

    @Test
    void aSlowEntityIsWaitedForLonger() {
        open("a", 0);
        see("a", 100, LOUD);
        see("a", 220, LOUD);
        see("a", 340, LOUD);
        for (int s = 341; s < 340 + 700; s++) {
            assertThat(see("b", s, QUIET)).isEmpty();
        }
        assertThat(desk.open()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE / 1_000, 40_000L * 86_400, -5, Long.MIN_VALUE / 1_000, 0})
    void aSingleWrongClockEndsNothing(long seconds) {
        open("a", 100);
        assertThat(see("b", seconds, QUIET)).isEmpty();
        assertThat(see("a", 104, LOUD)).isEmpty();
        assertThat(see("b", 105, QUIET)).isEmpty();
        assertThat(desk.open()).isEqualTo(1);
    }

    @Test
    void recordsOutOfOrderAndRepeatedCountAsTheyCome() {
        see("a", 10, LOUD);
        see("a", 2, LOUD);
        Alert opened = see("a", 2, LOUD).get(0);
        assertThat(opened.getStart()).isEqualTo(2_000);
        assertThat(opened.getRecords()).isEqualTo(3);
        assertThat(see("a", 1, 5 * LOUD)).as("before what was told last").isEmpty();
    }

    @Test
    void evidenceIsForgottenAfterALongSilence() {
        see("a", 0, LOUD);
        see("a", 1, LOUD);
        // A day later, in steps that a single record can move the time by.
        for (long s = 100; s < 100_000; s += 100) {
            see("b", s, QUIET);
        }
        assertThat(see("a", 100_001, LOUD)).isEmpty();
    }

    @Test
    void entitiesThatBreakTogetherShareTheIncidentOfTheFirst() {
        Alert first = open("a", 0);
        Alert second = open("b", 5);
        assertThat(second.getId()).isNotEqualTo(first.getId());
        see("c", 8, LOUD);
        see("c", 9, 2 * LOUD);
        List<Alert> folded = see("c", 10, LOUD);
        assertThat(folded).extracting(Alert::getId).containsExactly(second.getId(), first.getId());
        assertThat(folded.get(0).getState()).isEqualTo(AlertState.RESOLVED);
        Alert shared = folded.get(1);
        assertThat(shared.getState()).isEqualTo(AlertState.UPDATED);
        assertThat(shared.getEntity()).isEqualTo("a");
        assertThat(shared.getMembers()).containsExactly("a", "b", "c");
        assertThat(shared.getMemberCount()).isEqualTo(3);
        assertThat(shared.getRecords()).isEqualTo(9);
        assertThat(shared.getStart()).isZero();
        assertThat(shared.getPeakTimestamp()).isEqualTo(9_000);
        assertThat(desk.open()).isEqualTo(1);

        for (int i = 0; i < 200; i++) {
            see("d" + i, 20, LOUD);
            see("d" + i, 21, LOUD);
            see("d" + i, 22, LOUD);
        }
        List<Alert> last = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            for (int d = 0; d < 200; d++) {
                last.addAll(see("d" + d, 30 + i, QUIET));
            }
            last.addAll(see("a", 30 + i, QUIET));
            last.addAll(see("b", 30 + i, QUIET));
        }
        assertThat(last).extracting(Alert::getState).doesNotContain(AlertState.RESOLVED, AlertState.OPENED);
        Alert end = null;
        for (int i = 0; i < 10; i++) {
            for (Alert alert : see("c", 40 + i, QUIET)) {
                end = alert;
            }
        }
        assertThat(end.getState()).isEqualTo(AlertState.RESOLVED);
        assertThat(end.getId()).isEqualTo(first.getId());
        assertThat(end.getMemberCount()).isEqualTo(203);
        assertThat(end.getMembers()).hasSize(Incident.MOST_LISTED).startsWith("a", "b", "c", "d0");
        assertThat(end.getRecords()).isEqualTo(609);
    }

    @Test
    void incidentsFarApartAreNotFolded() {
        open("a", 0);
        open("b", 40);
        open("c", 80);
        open("d", 120);
        assertThat(desk.open()).isEqualTo(4);
    }

    @Test
    void namesOfMembersNeverMakeAnAlertTooLarge() {
        for (int i = 0; i < 150; i++) {
            String name = (char) ('a' + i % 26) + "\u0001".repeat(60_000) + i;
            see(name, 1, LOUD);
            see(name, 2, LOUD);
            for (Alert alert : see(name, 3, LOUD)) {
                assertThat(ContractJson.encode(alert)).hasSizeLessThan(900_000);
            }
        }
    }

    @Test
    void aSilencedIncidentIsPublishedWhereTheSilenceEndsBeforeIt() {
        silences = silence("a*", null, 0, 20);
        see("abc", 1, LOUD);
        see("abc", 2, LOUD);
        Dispatch opening = observe("abc", 3_000, LOUD, "flow");
        desk.keep();
        assertThat(opening.messages()).isEmpty();
        assertThat(opening.openings()).isEqualTo(1);
        assertThat(opening.silences()).isEqualTo(1);
        assertThat(see("abc", 19, LOUD)).isEmpty();
        assertThat(see("abc", 20, QUIET)).isEmpty();
        Alert opened = see("abc", 21, LOUD).get(0);
        assertThat(opened.getState()).isEqualTo(AlertState.OPENED);
        assertThat(opened.getId()).isEqualTo("telemetry-3-2");
        assertThat(opened.getStart()).isEqualTo(1_000);
    }

    @Test
    void whatIsSilencedThroughoutIsNeverHeardOf() {
        silences = silence(null, "fl?w", 0, 1_000);
        see("a", 1, LOUD);
        see("a", 2, LOUD);
        assertThat(see("a", 3, LOUD)).isEmpty();
        for (int i = 0; i < 10; i++) {
            assertThat(see("a", 4 + i, QUIET)).isEmpty();
        }
        assertThat(desk.open()).isZero();
        assertThat(open("b", 2_000).getState()).isEqualTo(AlertState.OPENED);
    }

    @Test
    void aSilenceThatBeginsLaterKeepsUpdatesBackButNotTheEnd() {
        open("a", 0);
        silences = silence("a", null, 10, 1_000);
        assertThat(see("a", 20, 9 * LOUD)).isEmpty();
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            alerts.addAll(see("a", 21 + i, QUIET));
        }
        assertThat(alerts).extracting(Alert::getState).containsExactly(AlertState.RESOLVED);
    }

    private static Silences silence(String entity, String field, long from, long until) {
        return new Silences(
                List.of(new Silence("id", entity, field, 1_000 * from, 1_000 * until, "", "anna", 0L)), List.of());
    }

    @Test
    void whatIsNotKeptLeavesNoTrace() {
        open("a", 0);
        see("b", 2, LOUD);
        see("b", 3, LOUD);
        Map<String, byte[]> before = write(new TreeMap<>(), desk);
        List<Alert> dropped = observe("b", 4_000, LOUD, "flow").messages().stream()
                .map(Dispatch.Message::alert)
                .toList();
        observe("x", Long.MAX_VALUE, LOUD, "flow");
        observe("a", 1_000_000_000L, 20 * LOUD, "heat");
        offset -= 3;
        assertThat(write(new TreeMap<>(), desk)).as("but the time").containsOnlyKeys("C");
        assertThat(before).hasSize(1 + 2 + 1);
        assertThat(see("b", 4, LOUD)).isEqualTo(dropped);
    }

    @Test
    void anOrdinaryEntityIsNotInTheStore() {
        for (int i = 0; i < 1_000; i++) {
            see("e" + i % 10, i, i % 3 == 0 ? BETWEEN : QUIET);
        }
        assertThat(write(new TreeMap<>(), desk)).isEmpty();
        see("e1", 1_000, LOUD);
        Map<String, byte[]> store = write(new TreeMap<>(), desk);
        assertThat(store).hasSize(2);
        assertThat(store.values().stream().mapToInt(v -> v.length).sum()).isLessThan(100);
        for (int i = 0; i < 5; i++) {
            see("e1", 1_001 + i, QUIET);
        }
        assertThat(write(store, desk)).containsOnlyKeys("C");
    }

    @Test
    void commitsRestartsAndRollbacksChangeNothing() {
        Random random = new Random(9);
        List<Object[]> rows = new ArrayList<>();
        long time = 0;
        boolean[] broken = new boolean[8];
        for (int i = 0; i < 30_000; i++) {
            int e = random.nextInt(8);
            if (random.nextInt(60) == 0) {
                boolean to = random.nextBoolean();
                for (int k = 0; k < broken.length; k++) {
                    broken[k] = random.nextInt(3) == 0 ? to : broken[k];
                }
            }
            time += random.nextInt(400) == 0 ? 700_000 : random.nextInt(2_000);
            double p = broken[e] ? LOUD * (0.2 + 2 * random.nextDouble()) : Math.log(random.nextDouble());
            rows.add(new Object[] {
                random.nextInt(50) == 0 ? null : "pump-" + e,
                time - random.nextInt(3_000),
                Math.min(-1e-9, p),
                random.nextBoolean() ? "flow" : "heat"
            });
        }
        List<String> expected = new ArrayList<>();
        for (Object[] row : rows) {
            expected.addAll(told(row));
        }
        assertThat(expected).hasSizeGreaterThan(500);

        offset = 0;
        desk = desk();
        Map<String, byte[]> store = new TreeMap<>();
        Map<String, byte[]> committed = new TreeMap<>();
        List<String> since = new ArrayList<>();
        List<String> told = new ArrayList<>();
        long commit = 0;
        while (offset < rows.size()) {
            since.addAll(told(rows.get((int) offset)));
            switch (random.nextInt(15)) {
                case 0 -> {
                    committed = new TreeMap<>(write(store, desk));
                    told.addAll(since);
                    since.clear();
                    commit = offset;
                }
                case 1 -> {
                    store = new TreeMap<>(committed);
                    since.clear();
                    offset = commit;
                    desk = restored(store);
                }
                default -> {}
            }
        }
        told.addAll(since);
        assertThat(told).isEqualTo(expected);
        Map<String, List<String>> states = new TreeMap<>();
        for (String line : told) {
            String[] parts = line.split(" ", 3);
            states.computeIfAbsent(parts[0], id -> new ArrayList<>()).add(parts[1]);
        }
        assertThat(states.values()).allSatisfy(life -> {
            assertThat(life.get(0)).isEqualTo("OPENED");
            assertThat(life.subList(1, life.size())).doesNotContain("OPENED");
            assertThat(life.indexOf("RESOLVED")).isIn(-1, life.size() - 1);
        });
    }

    private List<String> told(Object[] row) {
        Dispatch dispatch = observe((String) row[0], (long) row[1], (double) row[2], (String) row[3]);
        desk.keep();
        return dispatch.messages().stream()
                .map(m -> m.alert().getId() + " " + m.alert().getState() + " "
                        + new String(ContractJson.encode(m.alert()), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void openIncidentsGoOnUnderAnotherRule() {
        Alert opened = open("a", 0);
        desk.use(new OpeningRule(1, 1, -5, -2, 2, 0.1));
        assertThat(see("a", 3, -1)).isEmpty();
        assertThat(see("a", 4, -1))
                .extracting(Alert::getId, Alert::getState)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(opened.getId(), AlertState.RESOLVED));
        assertThat(see("a", 5, -6)).extracting(Alert::getState).containsExactly(AlertState.OPENED);
    }

    @Test
    void manyEntitiesWithEvidenceAreNotKeptForEver() {
        for (int i = 0; i < 120_000; i++) {
            see("e" + i, 1, LOUD);
        }
        assertThat(write(new TreeMap<>(), desk)).hasSizeLessThanOrEqualTo(100_001);
        assertThat(see("e119999", 1, LOUD)).isEmpty();
        assertThat(see("e119999", 1, LOUD)).as("the latest are known").hasSize(1);
    }

    @Test
    void aStoreOfALaterReleaseIsNotMisread() {
        assertThatThrownBy(() -> desk.restore(new byte[] {'C'}, new byte[] {9, 0, 0, 0, 0, 0, 0, 0, 0}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("form 9");
    }
}
