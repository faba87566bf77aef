package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.sluice.feature.Observation;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import dev.sluice.score.Calibration;
import dev.sluice.score.Codebook;
import dev.sluice.score.Ensemble;
import dev.sluice.score.Member;
import dev.sluice.score.Naming;
import dev.sluice.score.SeriesStatistic;
import dev.sluice.score.SeriesStatistic.Charts;
import dev.sluice.score.Statistic;
import dev.sluice.score.TableStatistic;
import dev.sluice.score.Whitening;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Scoring allocates nothing, whatever the detector. Calibrated so that every row is an ordinary one: in the tail,
 * {@link StrictMath#pow} allocates constants of its own.
 */
class ScoringAllocationTest {

    private static final int FIELDS = 38;
    private static final int ROWS = 64;

    private final Random random = new Random(3);

    @Test
    void aRecordIsScoredWithoutAllocationByItsReconstruction() {
        requireNoAllocation(plain().statistic());
    }

    @Test
    void aRecordOfATableIsScoredWithoutAllocation() {
        requireNoAllocation(new TableStatistic(ensemble(2, 384), naming(), ones(FIELDS), 38, 38));
    }

    @Test
    void aRecordOfASeriesIsScoredWithoutAllocation() {
        Charts charts = new Charts(0.1, 0.05, ones(FIELDS), whitening(), 9, 1, 1, ones(FIELDS), 38, 38, 9);
        requireNoAllocation(new SeriesStatistic(ensemble(4, 64), naming(), charts));
    }

    /** After the JIT compiler has seen enough; before, the JVM itself may allocate. */
    private void requireNoAllocation(Statistic statistic) {
        assumeTrue(
                ManagementFactory.getThreadMXBean() instanceof ThreadMXBean, "this JVM does not count bytes by thread");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        CompiledModel plain = plain();
        CompiledModel model = new CompiledModel(
                1,
                plain.features(),
                plain.encoder(),
                plain.decoder(),
                Optional.empty(),
                statistic,
                Calibration.fit(random.doubles(500, 0, 1e6).toArray(), 1e-3));
        Observation[] rows = IntStream.range(0, ROWS)
                .mapToObj(i -> Observation.of(random.doubles(FIELDS, -9, 9).toArray()))
                .toArray(Observation[]::new);
        Arrays.fill(rows[0].values, 1, 5, Double.NaN);
        ScoredRecord scored = model.newScoredRecord();
        EntityMemory memory = model.newMemory();
        int[] top = new int[3];

        long bytes = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 20 && bytes > 0; attempt++) {
            pass(model, rows, memory, scored, top, 300);
            long before = threads.getCurrentThreadAllocatedBytes();
            pass(model, rows, memory, scored, top, 10);
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
        }

        assertThat(bytes).isZero();
    }

    private static void pass(
            CompiledModel model, Observation[] rows, EntityMemory memory, ScoredRecord scored, int[] top, int passes) {
        for (int pass = 0; pass < passes; pass++) {
            for (Observation row : rows) {
                model.score(row, memory, scored);
                int count = scored.topFeatures(top);
                for (int i = 0; i < count; i++) {
                    assertThatIsShare(scored.share(top[i]));
                }
            }
        }
    }

    private static void assertThatIsShare(double share) {
        if (!(share > 0 && share <= 1)) {
            assertThat(share).isBetween(0.0, 1.0);
        }
    }

    private static CompiledModel plain() {
        return TestModels.model(
                1, 10, IntStream.range(0, FIELDS).mapToObj(j -> "f" + j).toArray(String[]::new));
    }

    private Ensemble ensemble(int members, int centroids) {
        return new Ensemble(IntStream.range(0, members)
                .mapToObj(m -> new Member(
                        new Network(
                                List.of(layer(FIELDS, 32, Activation.TANH), layer(32, FIELDS, Activation.IDENTITY))),
                        new Codebook(matrix(centroids, FIELDS)),
                        ones(centroids)))
                .toList());
    }

    private Dense layer(int inputs, int outputs, Activation activation) {
        return new Dense(matrix(inputs, outputs), new float[outputs], activation);
    }

    private Naming naming() {
        return new Naming(new float[FIELDS], whitening());
    }

    private Whitening whitening() {
        float[][] w = new float[FIELDS][FIELDS];
        for (int i = 0; i < FIELDS; i++) {
            w[i][i] = 1;
        }
        return new Whitening(w);
    }

    private float[][] matrix(int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int j = 0; j < columns; j++) {
                row[j] = (float) random.nextGaussian() / 8;
            }
        }
        return matrix;
    }

    private static float[] ones(int n) {
        float[] ones = new float[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}
