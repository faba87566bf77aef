package dev.sluice.codec;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** States and records of tests: three fields that go together, one that is exact, one of floats, one that counts. */
final class TestStates {

    static final int FIELDS = 6;

    private TestStates() {}

    /** A state that no fit has a say in, so that golden frames stay readable: numbers by formula, a latent that is a mean. */
    static CodecState byHand() {
        List<FieldGrid> grids = List.of(
                FieldGrid.of(20, 0.25),
                FieldGrid.of(-3, 0.01),
                FieldGrid.of(1e6, 500),
                FieldGrid.of(7, 0),
                FieldGrid.of(FieldKind.FLOAT, 0.5, 0.003),
                FieldGrid.of(FieldKind.INTEGER, 40, 2.5));
        List<FieldGrid> latents = List.of(FieldGrid.of(0, 0.05));
        long one = 1 << FieldGrid.SHIFT;
        int before = FIELDS;
        int earlier = 2 * FIELDS;
        LinearPredictor within = new LinearPredictor(
                new int[][] {{}, {0}, {0, 1}, {}, {1}, {}},
                new long[][] {{}, {one * 5 / 4}, {one / 2, one * 2 / 5}, {}, {one / 50}, {}},
                new long[] {0, 300, -70, 0, 5, 0});
        LinearPredictor across = new LinearPredictor(
                new int[][] {
                    {before, earlier},
                    {0, before, before + 1},
                    {before + 2, 1},
                    {},
                    {before + 4, 0},
                    {before + 5, earlier + 5}
                },
                new long[][] {
                    {one * 19 / 10, -one * 9 / 10},
                    {one, -one, one},
                    {one * 9 / 10, one / 10},
                    {},
                    {one / 2, one / 20},
                    {one * 2, -one}
                },
                new long[] {11, 0, -5, 0, 0, 0});
        // Of 6 and up the reconstructions.
        LinearPredictor joint = new LinearPredictor(
                new int[][] {{6, 11}, {7, 0}, {8, 1}, {}, {10, 0, 2}, {11, 0}},
                new long[][] {{one, one / 50}, {one, one / 3}, {one, -one / 2}, {}, {one, one / 4, one / 9}, {one, one}
                },
                new long[] {4, 0, 0, 0, -9, 100});
        Profile[] profiles = new Profile[CodecState.PROFILES];
        for (int kind = 0; kind < profiles.length; kind++) {
            boolean flat = kind == CodecState.RECORD_FLAT;
            boolean grid = flat || kind == CodecState.RECORD_GRID || kind == CodecState.BLOCK_GRID;
            int predictors = flat ? 0 : grid ? 1 : kind == CodecState.RECORD ? Predictor.ALONE : 63;
            byte[] first = {0, 0, (byte) (grid ? 0 : 1), (byte) (grid ? 0 : 4), 0, (byte) (grid ? 0 : 5), 0};
            int[] references = {-1, -1, 0, -1, 1, 0, 2, 1, -1, -1, 0, 2, 1, 3};
            profiles[kind] =
                    new Profile(!grid, predictors, first, new int[FIELDS + 1][Predictor.COUNT], references, odds(kind));
        }
        return CodecState.of(300, grids, latents, new Mean(), within, across, joint, List.of(profiles));
    }

    /** Three fields that go up and down together. */
    private static final class Mean implements Autoencoder {

        private static final double[] CENTERS = {20, -3, 1e6};
        private static final double[] SCALES = {10, 0.5, 20_000};

        @Override
        public int latents() {
            return 1;
        }

        @Override
        public float[] encode(double[] values) {
            float sum = 0;
            for (int f = 0; f < CENTERS.length; f++) {
                double scaled = (values[f] - CENTERS[f]) / SCALES[f];
                sum += Math.abs(scaled) < 1e6 ? (float) scaled : 0;
            }
            return new float[] {sum / 3};
        }

        @Override
        public void decode(float[] latent, double[] values) {
            Arrays.fill(values, Double.NaN);
            for (int f = 0; f < CENTERS.length; f++) {
                values[f] = CENTERS[f] + latent[0] * SCALES[f];
            }
        }
    }

    private static byte[] odds(int kind) {
        byte[] odds = new byte[new Contexts(FIELDS, FIELDS + 1).count(kind)];
        for (int c = 0; c < odds.length; c++) {
            odds[c] = (byte) (c * 7919 / 5 % 61 - 30 - kind);
        }
        odds[Contexts.SAME_PRESENCE] = -60;
        return odds;
    }

    /** Fitted on quiet records. */
    static CodecState fitted(double share) {
        Bound bound = Bound.relative(share);
        return CodecFit.fit(
                1, records(new Random(5), 3_000, false), List.of(bound, bound, bound, Bound.EXACT, bound, bound), null);
    }

    /** @param hostile whether values come in that no grid holds, and fields are missing */
    static Records records(Random random, int size, boolean hostile) {
        double[][] values = new double[size][FIELDS];
        long[][] stamps = new long[size][2];
        boolean[][] present = new boolean[size][FIELDS];
        double level = 0;
        long time = 1_700_000_000_000L;
        for (int r = 0; r < size; r++) {
            level = 0.95 * level + 0.2 * random.nextGaussian();
            values[r][0] = 20 + 10 * level;
            values[r][1] = -3 + 0.5 * level * level + 0.02 * random.nextGaussian();
            values[r][2] = 1e6 + 20_000 * Math.sin(level) + 300 * random.nextGaussian();
            values[r][3] = 7 + (r / 10) % 3;
            values[r][4] = (float) (0.5 + 0.1 * random.nextGaussian());
            values[r][5] = 40 + Math.rint(30 * level + 3 * random.nextGaussian());
            Arrays.fill(present[r], true);
            time += 1_000 + (random.nextInt(20) == 0 ? random.nextInt(50) : 0);
            stamps[r][0] = time;
            stamps[r][1] = 100 + 3L * r;
            if (hostile && random.nextInt(4) == 0) {
                values[r][random.nextInt(FIELDS)] = strange(random);
                present[r][random.nextInt(FIELDS)] = random.nextInt(3) > 0;
            }
        }
        return new Records(stamps, values, present);
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
