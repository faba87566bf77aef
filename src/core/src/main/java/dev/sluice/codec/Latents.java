package dev.sluice.codec;

import java.util.Arrays;

/**
 * A choice of steps for latents, with what fields are predicted from with it.
 *
 * @param grids one for each latent
 * @param joint from the reconstructions, and the fields before
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Latents(Autoencoder autoencoder, FieldGrid[] grids, LinearPredictor joint) {

    /** How far a step of a latent may move the fields, in steps of theirs, root of the sum of squares. */
    private static final double[] MOVES = {8, 3, 20};

    private static final int PROBES = 256;

    /** A latent is moved by this share of its range to see what it moves. */
    private static final double PROBE = 1.0 / 64;

    /** Where the first saves nothing, the others hardly will; each is made when it is asked for. */
    static Iterable<Latents> candidates(Autoencoder autoencoder, Records rows, FieldGrid[] fields) {
        float[][] codes = new float[rows.size()][];
        double[] row = new double[fields.length];
        for (int r = 0; r < codes.length; r++) {
            codes[r] = autoencoder.encode(values(rows, r, row)).clone();
        }
        FieldGrid[] ranges = ranges(codes, autoencoder.latents());
        double[] moves = moves(autoencoder, codes, ranges, fields);
        return () -> Arrays.stream(MOVES)
                .mapToObj(most -> {
                    FieldGrid[] grids = new FieldGrid[ranges.length];
                    for (int l = 0; l < grids.length; l++) {
                        double range = 2 * ranges[l].bound();
                        // One that moves nothing is told by a single step, which costs nothing.
                        double step = Math.max(range / 2048, Math.min(2 * range, most / Math.max(1e-12, moves[l])));
                        grids[l] = FieldGrid.of(ranges[l].origin(), step / 2);
                    }
                    return new Latents(autoencoder, grids, joint(autoencoder, codes, rows, grids, fields));
                })
                .iterator();
    }

    private static double[] values(Records rows, int r, double[] row) {
        for (int f = 0; f < row.length; f++) {
            row[f] = rows.value(r, f);
        }
        return row;
    }

    /** The middle of each latent's range, with half the range as its bound. */
    private static FieldGrid[] ranges(float[][] codes, int latents) {
        FieldGrid[] ranges = new FieldGrid[latents];
        for (int l = 0; l < latents; l++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (float[] code : codes) {
                least = Math.min(least, code[l]);
                most = Math.max(most, code[l]);
            }
            ranges[l] = FieldGrid.of((least + most) / 2, Math.max(1e-6, most - least) / 2);
        }
        return ranges;
    }

    /** By how much fields move, in steps, where a latent does by one: root of the sum over fields of mean squares. */
    private static double[] moves(Autoencoder autoencoder, float[][] codes, FieldGrid[] ranges, FieldGrid[] fields) {
        double[] sums = new double[ranges.length];
        double[] here = new double[fields.length];
        double[] there = new double[fields.length];
        int stride = Math.max(1, codes.length / PROBES);
        int probes = 0;
        for (int r = 0; r < codes.length; r += stride) {
            autoencoder.decode(codes[r], here);
            for (int l = 0; l < ranges.length; l++) {
                float[] moved = codes[r].clone();
                double by = PROBE * 2 * ranges[l].bound();
                moved[l] += (float) by;
                autoencoder.decode(moved, there);
                for (int f = 0; f < fields.length; f++) {
                    double steps = fields[f].exact() ? 0 : (there[f] - here[f]) / fields[f].step() / by;
                    sums[l] += Double.isFinite(steps) ? steps * steps : 0;
                }
            }
            probes++;
        }
        for (int l = 0; l < sums.length; l++) {
            sums[l] = Math.sqrt(sums[l] / probes);
        }
        return sums;
    }

    private static LinearPredictor joint(
            Autoencoder autoencoder, float[][] codes, Records rows, FieldGrid[] grids, FieldGrid[] fields) {
        int count = fields.length;
        LinearFit lines = new LinearFit(count, 2, 1);
        float[] rounded = new float[grids.length];
        double[] decoded = new double[count];
        double[] numbers = new double[2 * count];
        for (int r = 0; r < codes.length; r++) {
            for (int l = 0; l < grids.length; l++) {
                double steps = Math.rint(grids[l].units(codes[r][l]) / (1 << FieldGrid.SHIFT));
                rounded[l] = (float) grids[l].value((long) steps << FieldGrid.SHIFT);
            }
            autoencoder.decode(rounded, decoded);
            for (int f = 0; f < count; f++) {
                numbers[f] = steps(fields[f], rows.value(r, f));
                numbers[count + f] = steps(fields[f], decoded[f]);
            }
            lines.add(numbers);
        }
        return lines.fit(f -> !fields[f].exact(), 2);
    }

    private static double steps(FieldGrid field, double value) {
        double steps = LinearFit.steps(field, value);
        return Double.isNaN(steps) ? 0 : steps;
    }
}
