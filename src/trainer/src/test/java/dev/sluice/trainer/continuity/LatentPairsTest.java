package dev.sluice.trainer.continuity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import dev.sluice.trainer.engine.Exported;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatentPairsTest {
    private static float[][] gaussian(int rows, int columns, double deviation, long seed) {
        Random random = new Random(seed);
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            for (int j = 0; j < columns; j++) {
                row[j] = (float) (deviation * random.nextGaussian());
            }
        }
        return values;
    }

    private static Dense dense(int inputs, int outputs, Activation activation, long seed) {
        return new Dense(gaussian(inputs, outputs, 0.5, seed), gaussian(1, outputs, 0.5, seed + 1)[0], activation);
    }

    private static float[][] mapped(float[][] rows, double[][] matrix, double[] offset) {
        LatentPairs.Affine map = new LatentPairs.Affine(matrix, offset);
        float[][] mapped = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            mapped[i] = map.of(rows[i]);
        }
        return mapped;
    }

    @Test
    void aRotationAndAShiftAreFoundAgain() {
        double[][] turn = {{0.6, 0.8}, {-0.8, 0.6}};
        double[] shift = {3, -1};
        float[][] latents = gaussian(500, 2, 1, 1);
        float[][] turned = mapped(latents, turn, shift);

        LatentPairs.Affine found = new LatentPairs(latents, turned).rotation();

        assertThat(found.matrix()[0]).containsExactly(turn[0], within(1e-6));
        assertThat(found.matrix()[1]).containsExactly(turn[1], within(1e-6));
        assertThat(found.offset()).containsExactly(shift, within(1e-6));
        assertThat(LatentPairs.fidelity(latents, turned, found)).isGreaterThan(0.999999);
        assertThat(LatentPairs.fidelity(latents, turned, LatentPairs.Affine.identity(2)))
                .isLessThan(0);
    }

    @Test
    void whereALatentTellsNothingTheRotationIsTakenBecauseTheLeastSquaresMapWouldNotComeBack() {
        float[][] latents = gaussian(500, 3, 1, 1);
        float[][] others = gaussian(500, 3, 1, 2);
        for (int i = 0; i < others.length; i++) {
            others[i][0] = latents[i][1];
        }

        double[][] map = new LatentPairs(latents, others).nearest().matrix();

        double[][] square = Matrices.product(Matrices.transposed(map), map);
        for (int i = 0; i < 3; i++) {
            assertThat(square[i]).containsExactly(Matrices.identity(3)[i], within(1e-9));
        }
    }

    @Test
    void anAlignedNetworkReconstructsWhatItDidAndItsLatentsAreTheMappedOnes() {
        Exported network = new Exported(
                new Network(List.of(dense(6, 8, Activation.TANH, 1), dense(8, 3, Activation.IDENTITY, 3))),
                new Network(List.of(dense(3, 8, Activation.TANH, 5), dense(8, 6, Activation.IDENTITY, 7))));
        double[][] matrix = {{0.9, 0.2, 0}, {-0.1, 1.1, 0.3}, {0.2, 0, 0.8}};
        LatentPairs.Affine map = new LatentPairs.Affine(matrix, new double[] {1, -2, 0.5});

        Exported aligned = Alignment.aligned(network, map);

        Exported.Scratch before = network.newScratch();
        Exported.Scratch after = aligned.newScratch();
        for (float[] row : gaussian(20, 6, 1, 9)) {
            assertThat(aligned.encode(row, after)).containsExactly(map.of(network.encode(row, before)), within(1e-5f));
            assertThat(aligned.reconstruct(row, after))
                    .containsExactly(network.reconstruct(row, before), within(1e-5f));
        }
    }

    @Test
    void aCodeWithAnActivationIsNotTurned() {
        Exported sparse = new Exported(
                new Network(List.of(dense(6, 3, Activation.RELU, 1))),
                new Network(List.of(dense(3, 6, Activation.IDENTITY, 2))));

        assertThat(Alignment.isPossible(sparse)).isFalse();
    }
}
