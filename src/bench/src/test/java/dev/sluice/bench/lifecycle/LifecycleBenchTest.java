package dev.sluice.bench.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRun;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LifecycleBenchTest {

    private static final BenchRun RUN = new BenchRun(true, null, Path.of("."), step -> {});

    @Test
    void everyPartHasANameOfItsOwnAndSaysWhatItMeasures() {
        List<BenchPart> parts = new LifecycleBench().parts();

        assertThat(parts).extracting(BenchPart::name).doesNotHaveDuplicates();
        assertThat(parts).allSatisfy(part -> assertThat(part.targets(RUN)).isNotEmpty());
    }

    @Test
    void anOutageIsAsLargeAsItSaysAndOfSomeLinesOnly() {
        Episode episode = Episode.plant(3);
        List<Plant.Reading> outage = episode.recentWithOutage(0.10);

        Set<String> lines = new HashSet<>();
        int affected = 0;
        for (int i = 0; i < outage.size(); i++) {
            if (!Arrays.equals(outage.get(i).values(), episode.recent().get(i).values())) {
                affected++;
                lines.add(outage.get(i).line());
            }
        }
        int window = episode.history().size() + episode.recent().size();
        assertThat((double) affected / window).isBetween(0.095, 0.105);
        assertThat(lines).hasSizeBetween(2, 10);
    }

    @Test
    void theSameSeedIsTheSamePlant() {
        Plant six = new Plant(5, 3, 6);
        Plant again = new Plant(5, 3, 6);

        for (int i = 0; i < 20; i++) {
            assertThat(six.next().values()).containsExactly(again.next().values());
        }
    }

    @Test
    void everyRowOfASequenceHasAClass() {
        RowSequence plant = RowSequence.plant(1, 40);

        assertThat(plant.rows()).hasSize(40);
        assertThat(plant.labels()).hasSize(40);
        assertThat(Arrays.stream(plant.labels())).allMatch(label -> label >= 0 && label < plant.classes());
    }
}
