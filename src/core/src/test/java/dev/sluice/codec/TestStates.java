package dev.sluice.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** States and records of tests: three fields that go together, one that is exact. */
final class TestStates {

    static final int FIELDS = 4;

    private TestStates() {}

    /** A state that no fit has a say in, so that golden frames stay readable: numbers by formula, a latent that is a mean. */
    static CodecState byHand() {
        FieldGrid[] grids = {FieldGrid.of(20, 0.25), FieldGrid.of(-3, 0.01), FieldGrid.of(1e6, 500), FieldGrid.of(7, 0)
        };
        FieldGrid[] latents = {FieldGrid.of(0, 0.05)};
        double[] centers = {20, -3, 1e6, 7};
        double[] scales = {10, 0.5, 20_000, 1};
        Autoencoder mean = new Autoencoder(1, centers, scales, x -> new float[] {(x[0] + x[1] + x[2]) / 3}, z ->
                new float[] {z[0], z[0], z[0], 0});
        long one = 1 << FieldGrid.SHIFT;
        LinearPredictor within = new LinearPredictor(
                new int[][] {{}, {0}, {0, 1}, null},
                new long[][] {{}, {one * 5 / 4}, {one / 2, one * 2 / 5}, null},
                new long[] {0, 300, -70, 0});
        LinearPredictor across = new LinearPredictor(
                new int[][] {{4, 8}, {0, 4, 5}, {6, 1}, null},
                new long[][] {{one * 19 / 10, -one * 9 / 10}, {one, -one, one}, {one * 9 / 10, one / 10}, null},
                new long[] {11, 0, -5, 0});
        Profile[] profiles = new Profile[CodecState.PROFILES];
        for (int kind = 0; kind < profiles.length; kind++) {
            boolean grid = kind % 2 == 1;
            int predictors = grid ? 1 : kind == CodecState.RECORD ? Predictor.ALONE : 31;
            byte[] first = {0, 0, (byte) (grid ? 0 : 1), (byte) (grid ? 0 : 4), 0};
            profiles[kind] = new Profile(!grid, predictors, first, new int[5][Predictor.COUNT], odds(kind));
        }
        return new CodecState(300, grids, latents, mean, within, across, profiles);
    }

    private static byte[] odds(int kind) {
        byte[] odds = new byte[new Contexts(FIELDS, FIELDS + 1).count()];
        for (int c = 0; c < odds.length; c++) {
            odds[c] = (byte) (c * 7919 / 5 % 61 - 30 - kind);
        }
        odds[Contexts.SAME_PRESENCE] = -60;
        return odds;
    }

    /** Fitted on quiet records. */
    static CodecState fitted(double share) {
        Bound bound = Bound.relative(share);
        return CodecFit.fit(1, records(new Random(5), 3_000, false), List.of(bound, bound, bound, Bound.EXACT), null);
    }

    /** @param hostile whether values come in that no grid holds, and fields are missing */
    static Records records(Random random, int size, boolean hostile) {
        double[][] values = new double[size][FIELDS];
        long[] times = new long[size];
        boolean[][] present = new boolean[size][FIELDS];
        double level = 0;
        long time = 1_700_000_000_000L;
        for (int r = 0; r < size; r++) {
            level = 0.95 * level + 0.2 * random.nextGaussian();
            values[r][0] = 20 + 10 * level;
            values[r][1] = -3 + 0.5 * level * level + 0.02 * random.nextGaussian();
            values[r][2] = 1e6 + 20_000 * Math.sin(level) + 300 * random.nextGaussian();
            values[r][3] = 7 + (r / 10) % 3;
            Arrays.fill(present[r], true);
            time += 1_000 + (random.nextInt(20) == 0 ? random.nextInt(50) : 0);
            times[r] = time;
            if (hostile && random.nextInt(4) == 0) {
                values[r][random.nextInt(FIELDS)] = strange(random);
                present[r][random.nextInt(FIELDS)] = random.nextInt(3) > 0;
            }
        }
        return new Records(times, values, present);
    }

    private static double strange(Random random) {
        double[] strange = {
            Double.NaN,
            Double.longBitsToDouble(0x7ff8dead_beef0001L),
            Double.longBitsToDouble(0x7ff00000_00000001L),
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            -0.0,
            0.0,
            Double.MIN_VALUE,
            -Double.MAX_VALUE,
            1e300,
            Math.nextUp(20.25),
            20.25,
            20 + 0.25 * 0x1p-53,
            Double.longBitsToDouble(random.nextLong()),
            1e6 * random.nextGaussian()
        };
        return strange[random.nextInt(strange.length)];
    }
}
