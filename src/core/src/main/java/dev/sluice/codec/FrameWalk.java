package dev.sluice.codec;

import java.util.Arrays;

/**
 * Goes through a frame, record by record and field by field, in both directions: what it decides by is known to a reader at
 * the same place. Numbers are integers, see {@link FieldGrid}. Not for several threads.
 */
final class FrameWalk {

    private static final long FARTHEST = 1L << 44;
    private static final int MEMORY = 4;
    private static final int CHECK = 16;

    private final CodecState state;
    private final int fields;
    private final int latents;

    private final long[] numbers; // [3 x fields]: this record, the one before, the one before that
    private final long[] codes; // [2 x latents]: this record, the one before
    private final long[] joint; // [2 x fields]: numbers of this record, and what the latent makes of them
    private final long[] bits; // [fields]: of the last value that was coded exactly
    private final boolean[] present; // [fields]
    private final int[] trail; // [lanes x predictors]: costs of late, times 256
    private final int[] chosen; // [lanes]
    private final int[] activity; // [lanes]
    private final int[] side; // [lanes]
    private final int[] sizes; // [lanes]: of this record's residuals, 0 to 3
    private final int[] signs; // [lanes]: 0, 1 or 2
    private final UnknownFields unknown = new UnknownFields();
    private final long[] predictions = new long[Predictor.COUNT];
    private final long[] intervals = new long[Records.MOST_STAMPS];
    private final double[] row; // [fields], in their units
    private final float[] latent; // [latents]
    private final Autoencoder autoencoder; // null where there are no latents

    private Profile profile;
    private BitCoder coder;
    private CostTally tally;
    private boolean reading;
    private boolean first;
    private long gridCost;
    private int escaped;
    private long sum; // of all values so far, as they are read

    FrameWalk(CodecState state) {
        this.state = state;
        fields = state.grids.length;
        latents = state.latents.length;
        int lanes = latents + fields;
        numbers = new long[3 * fields];
        codes = new long[2 * latents];
        joint = new long[2 * fields];
        sizes = new int[lanes];
        signs = new int[lanes];
        bits = new long[fields];
        present = new boolean[fields];
        trail = new int[lanes * Predictor.COUNT];
        chosen = new int[lanes];
        activity = new int[lanes];
        side = new int[lanes];
        row = new double[fields];
        latent = new float[latents];
        autoencoder = state.autoencoder == null ? null : state.autoencoder.forThread();
    }

    /** Also tells what each predictor would have cost. */
    void listen(CostTally listener) {
        tally = listener;
    }

    /** About what the grid alone would have cost in the last frame, in sixteenths of a bit. */
    long gridCost() {
        return gridCost;
    }

    /** Values of the last frame that no grid held. */
    int escaped() {
        return escaped;
    }

    void write(Profile by, BitCoder to, Records records) {
        begin(by, to);
        for (int r = 0; r < records.size(); r++) {
            shift(r);
            for (int column = 0; column < records.stamps(); column++) {
                long before = first ? 0 : records.stamp(r - 1, column);
                stamp(column, before, records.stamp(r, column));
            }
            presence(records, r);
            if (by.latent) {
                encode(records, r);
                codes();
            }
            for (int f = 0; f < fields; f++) {
                if (present[f]) {
                    add(field(f, records.value(r, f)));
                } else {
                    skip(f);
                }
            }
            if (tally != null) {
                tally.add(sizes);
            }
        }
        if (records.size() > 1) {
            coder.raw(CHECK, check());
        }
    }

    /** @param into sized for what the frame's header says */
    void read(Profile by, RangeDecoder from, Records into) throws FrameException {
        begin(by, from);
        reading = true;
        for (int r = 0; r < into.size(); r++) {
            shift(r);
            for (int column = 0; column < into.stamps(); column++) {
                into.put(r, column, stamp(column, first ? 0 : into.stamp(r - 1, column), 0));
            }
            presence(null, r);
            if (by.latent) {
                codes();
            }
            for (int f = 0; f < fields; f++) {
                into.put(r, f, present[f]);
                if (present[f]) {
                    double value = field(f, 0);
                    add(value);
                    into.put(r, f, value);
                } else {
                    into.put(r, f, Double.NaN);
                    skip(f);
                }
            }
            if (from.exhausted()) {
                throw new FrameException(
                        "a frame is cut off: its bytes end within record " + (r + 1) + " of " + into.size());
            }
        }
        if (into.size() > 1 && coder.raw(CHECK, 0) != check()) {
            throw new FrameException(
                    "a frame's values do not add up to its check: it is damaged, or was written with another"
                            + " state of model version " + state.version);
        }
    }

    private void add(double value) {
        sum = 31 * sum + Double.doubleToRawLongBits(value);
    }

    /** Single records have none: it would be a quarter of some. */
    private long check() {
        return (sum * 0x9e3779b97f4a7c15L) >>> (64 - CHECK);
    }

    private void begin(Profile by, BitCoder with) {
        profile = by;
        coder = with;
        reading = false;
        gridCost = 0;
        escaped = 0;
        unknown.reset();
        sum = 0;
        Arrays.fill(numbers, 0);
        Arrays.fill(codes, 0);
        Arrays.fill(present, true);
        Arrays.fill(intervals, 0);
        Arrays.fill(joint, 0);
        Arrays.fill(sizes, 0);
        Arrays.fill(signs, 0);
        for (int f = 0; f < fields; f++) {
            bits[f] = Double.doubleToRawLongBits(state.grids[f].origin());
        }
        for (int lane = 0; lane < chosen.length; lane++) {
            chosen[lane] = by.first[lane];
            activity[lane] = 0;
            side[lane] = 0;
        }
    }

    private void shift(int record) {
        first = record == 0;
        if (first) {
            return;
        }
        System.arraycopy(numbers, 0, numbers, fields, 2 * fields);
        System.arraycopy(codes, 0, codes, latents, latents);
        if (record == 1) {
            // Two records before there was none: as if nothing had moved.
            System.arraycopy(numbers, fields, numbers, 2 * fields, fields);
            for (int lane = 0; lane < chosen.length; lane++) {
                for (int p = 0; p < Predictor.COUNT; p++) {
                    trail[lane * Predictor.COUNT + p] = profile.costs[lane][p] << 8;
                }
                choose(lane);
            }
        }
    }

    /** A stamp by the one before; later ones by what the interval changed. */
    private long stamp(int column, long before, long now) {
        int context = Contexts.stamp(column, first);
        if (first) {
            return Numbers.signed(coder, context, now);
        }
        intervals[column] += Numbers.signed(coder, context, now - before - intervals[column]);
        return before + intervals[column];
    }

    /** @param records null where they are read */
    private void presence(Records records, int r) {
        boolean changed = false;
        for (int f = 0; records != null && f < fields; f++) {
            changed |= records.present(r, f) != present[f];
        }
        if (coder.bit(Contexts.SAME_PRESENCE, changed ? 1 : 0) == 0) {
            return;
        }
        for (int f = 0; f < fields; f++) {
            int there = records != null && records.present(r, f) ? 1 : 0;
            present[f] = coder.bit(state.contexts.presence(f, present[f]), there) == 1;
        }
    }

    /** The latent of a record, on its grid, as what is to be coded. */
    private void encode(Records records, int r) {
        for (int f = 0; f < fields; f++) {
            row[f] = records.value(r, f);
        }
        float[] z = autoencoder.encode(row);
        for (int l = 0; l < latents; l++) {
            double steps = Math.rint(state.latents[l].units(z[l]) / (1 << FieldGrid.SHIFT));
            codes[l] = Math.abs(steps) < 4096 ? (long) steps << FieldGrid.SHIFT : 0;
        }
    }

    /** Codes the latent, and reconstructs from it. */
    private void codes() {
        for (int l = 0; l < latents; l++) {
            predictions[Predictor.GRID] = 0;
            predictions[Predictor.PREVIOUS] = codes[latents + l];
            long prediction = predictions[chosen[l]];
            int q = (int) ((codes[l] - prediction) >> FieldGrid.SHIFT);
            codes[l] = prediction + ((long) residual(l, q) << FieldGrid.SHIFT);
            latent[l] = (float) state.latents[l].value(codes[l]);
            learn(l, codes[l], 1 << Predictor.GRID | 1 << Predictor.PREVIOUS);
        }
        autoencoder.decode(latent, row);
        for (int f = 0; f < fields; f++) {
            FieldGrid grid = state.grids[f];
            joint[fields + f] = grid.exact() ? 0 : clamp(Math.rint(grid.units(row[f])));
        }
    }

    /** Keeps what is predicted for a field that is not there. */
    private void skip(int f) {
        sizes[latents + f] = 0;
        signs[latents + f] = 0;
        if (!state.grids[f].exact()) {
            predict(f, false);
            settle(f, predictions[chosen[latents + f]]);
        }
    }

    private double field(int f, double value) {
        FieldGrid grid = state.grids[f];
        int lane = latents + f;
        if (grid.exact()) {
            sizes[lane] = 0;
            signs[lane] = 0;
            int context = profile.isFlat() ? Contexts.ESCAPE : context(lane);
            bits[f] = Numbers.bits(coder, context, bits[f], Double.doubleToRawLongBits(value));
            return Double.longBitsToDouble(bits[f]);
        }
        predict(f, !first || tally != null);
        long prediction = predictions[chosen[lane]];
        int q = residual(lane, reading ? 0 : quantize(grid, value, prediction));
        if (q == Numbers.ESCAPED) {
            escaped++;
            bits[f] = Numbers.bits(coder, Contexts.ESCAPE, bits[f], Double.doubleToRawLongBits(value));
            double exact = Double.longBitsToDouble(bits[f]);
            double units = grid.units(exact);
            settle(f, Math.abs(units) < FARTHEST ? (long) Math.rint(units) : prediction);
            return exact;
        }
        long number = prediction + ((long) q << FieldGrid.SHIFT);
        double decoded = grid.value(number);
        settle(f, grid.settled(number, decoded));
        if (tally != null) {
            tally.add(lane, predictions, grid.units(value), first);
        }
        learn(lane, numbers[f], profile.predictors);
        return decoded;
    }

    private void settle(int f, long number) {
        numbers[f] = number;
        joint[f] = number;
    }

    private int context(int lane) {
        return state.contexts.lane(profile.isFlat() ? 0 : lane, first);
    }

    private static int quantize(FieldGrid grid, double value, long prediction) {
        double steps = Math.rint((grid.units(value) - prediction) / (1 << FieldGrid.SHIFT));
        if (!(Math.abs(steps) < Numbers.LIMIT)) {
            return Numbers.ESCAPED;
        }
        int q = (int) steps;
        long number = prediction + ((long) q << FieldGrid.SHIFT);
        return Math.abs(number) < FARTHEST && grid.holds(value, grid.value(number)) ? q : Numbers.ESCAPED;
    }

    private int residual(int lane, int q) {
        if (profile.isFlat()) {
            return unknown.residual(coder, context(lane), q);
        }
        int one = profile.references[2 * lane];
        int other = profile.references[2 * lane + 1];
        int activity = first ? one < 0 ? 0 : sizes[one] : bucket(this.activity[lane]);
        int neighbour = first ? other < 0 ? 0 : sizes[other] : one < 0 ? 0 : sizes[one];
        int sided = first ? one < 0 ? 0 : signs[one] : side[lane];
        int coded = Numbers.residual(coder, context(lane), first, activity, Math.min(2, neighbour), sided, q);
        int magnitude = coded == Numbers.ESCAPED ? 64 : Math.min(64, Math.abs(coded));
        sizes[lane] = magnitude < 2 ? magnitude : magnitude < 4 ? 2 : 3;
        signs[lane] = coded == 0 ? 0 : coded > 0 ? 1 : 2;
        side[lane] = coded == 0 ? side[lane] : signs[lane];
        this.activity[lane] += (16 * magnitude - this.activity[lane]) >> 2;
        return coded;
    }

    private static int bucket(int level) {
        return level < 3 ? 0 : level < 10 ? 1 : level < 32 ? 2 : 3;
    }

    /** @param all whether every predictor is asked, or only the chosen one */
    private void predict(int f, boolean all) {
        int only = 1 << chosen[latents + f];
        int asked = all ? profile.predictors : only;
        predictions[Predictor.GRID] = 0;
        predictions[Predictor.PREVIOUS] = numbers[fields + f];
        predictions[Predictor.RECONSTRUCTION] = joint[fields + f];
        if ((asked >> Predictor.WITHIN & 1) == 1) {
            predictions[Predictor.WITHIN] = clamp(state.within.predict(f, numbers));
        }
        if ((asked >> Predictor.JOINT & 1) == 1) {
            predictions[Predictor.JOINT] = clamp(state.joint.predict(f, joint));
        }
        if ((asked >> Predictor.ACROSS & 1) == 1) {
            predictions[Predictor.ACROSS] = clamp(state.across.predict(f, numbers));
        }
    }

    private static long clamp(long number) {
        return Math.max(-FARTHEST, Math.min(FARTHEST, number));
    }

    private static long clamp(double number) {
        return Math.abs(number) <= FARTHEST ? (long) number : 0;
    }

    /** Charges every predictor with what it would have cost. */
    private void learn(int lane, long number, int asked) {
        gridCost += lane < latents ? 0 : Predictor.cost(number);
        if (first) {
            return;
        }
        int at = lane * Predictor.COUNT;
        for (int p = 0; p < Predictor.COUNT; p++) {
            if ((asked >> p & 1) == 1) {
                trail[at + p] += ((Predictor.cost(number - predictions[p]) << 8) - trail[at + p]) >> MEMORY;
            }
        }
        choose(lane);
    }

    private void choose(int lane) {
        int asked = lane < latents ? 1 << Predictor.GRID | 1 << Predictor.PREVIOUS : profile.predictors;
        int at = lane * Predictor.COUNT;
        int best = chosen[lane];
        if ((asked >> best & 1) == 0) {
            best = Predictor.GRID;
        }
        for (int p = 0; p < Predictor.COUNT; p++) {
            if ((asked >> p & 1) == 1 && trail[at + p] < trail[at + best]) {
                best = p;
            }
        }
        chosen[lane] = best;
    }
}
