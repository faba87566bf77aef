package dev.sluice.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FleetTest {

    private final Fleet fleet = new Fleet(900_000);

    private static List<String> names(List<Entity> entities) {
        return entities.stream().map(e -> e.name).toList();
    }

    @Test
    void tenThousandEntitiesTakeLessThanThirtyTwoMebibytes() {
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i < 10_000; i++) {
                fleet.accept("pump-" + i, round * 10_000L, 0.5f, 1, 0);
            }
        }
        assertThat(fleet.size()).isEqualTo(10_000);
        assertThat(fleet.bytes()).isLessThanOrEqualTo(16L * Fleet.STRETCHES);
        assertThat(fleet.find("pump-9").series.size()).isEqualTo(128);
    }

    @Test
    void earlyEntitiesGiveRoomBackAsOthersJoin() {
        for (int i = 0; i < 100_000; i++) {
            fleet.accept("first", i * 1_000_000L, 0.5f, 1, 0);
        }
        assertThat(fleet.find("first").series.room()).isEqualTo(16_384);
        for (int i = 0; i < 5_000; i++) {
            fleet.accept("pump-" + i, 0, 0.5f, 1, 0);
        }
        assertThat(fleet.find("first").series.room()).isLessThanOrEqualTo(256);
    }

    @Test
    void theLongestSilentGoWhereThereAreTooMany() {
        for (int i = 0; i <= Fleet.MOST; i++) {
            fleet.accept("pump-" + i, 0, 0.5f, 1, i);
        }
        assertThat(fleet.size()).isLessThanOrEqualTo(Fleet.MOST);
        assertThat(fleet.find("pump-0")).isNull();
        assertThat(fleet.find("pump-" + Fleet.MOST)).isNotNull();
        assertThat(fleet.departed()).isEqualTo(Fleet.MOST / 20);
    }

    @Test
    void ranksByRecentScoresThatFadeWithEachRecord() {
        fleet.accept("quiet", 0, 0.2f, 1, 0);
        fleet.accept("was high", 0, 3, 1, 0);
        fleet.accept("is high", 0, 2, 1, 0);
        assertThat(names(fleet.highest("", 2))).containsExactly("was high", "is high");
        for (int i = 1; i < 10; i++) {
            fleet.accept("was high", i, 0.1f, 1, 0);
        }
        assertThat(names(fleet.highest("", 3))).containsExactly("is high", "was high", "quiet");
    }

    @Test
    void findsByAnyPartOfTheNameWhateverItsCase() {
        fleet.accept("Halle-2/Pumpe", 0, 0.2f, 1, 0);
        fleet.accept("Halle-3/Fan", 0, 0.9f, 1, 0);
        assertThat(names(fleet.highest("pump", 10))).containsExactly("Halle-2/Pumpe");
        assertThat(names(fleet.highest("halle", 1))).containsExactly("Halle-3/Fan");
        assertThat(fleet.highest("nobody", 10)).isEmpty();
    }

    @Test
    void aCellOfTheMapTellsRecentScoreAndSilence() {
        Entity entity = fleet.accept("a", 0, 0.42f, 1, 1_000);
        assertThat(FleetMap.cell(entity, 2_000)).isEqualTo((byte) 42);
        assertThat(FleetMap.cell(entity, 70_000)).isEqualTo((byte) 255);
        assertThat(FleetMap.cell(fleet.accept("a", 1, 80, 1, 2_000), 2_000)).isEqualTo((byte) 250);
    }
}
