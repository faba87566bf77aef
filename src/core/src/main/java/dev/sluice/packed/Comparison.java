package dev.sluice.packed;

import java.util.Arrays;

/**
 * Holds records against what was unpacked of them: numbers may differ within their bounds, all else must be the same. Not
 * thread-safe.
 */
public final class Comparison {

    private final NumberFields fields;
    private final Cutter cutter;
    private final Cut input;
    private final Cut unpacked;
    private final double[] worst; // [fields]: the largest error, in units of the bound
    private long numbers;

    /** @param cutter of the input's format, made for the same numbers */
    public Comparison(Packing packing, Cutter cutter) {
        this.fields = packing.fields();
        this.cutter = cutter;
        this.input = new Cut(fields);
        this.unpacked = new Cut(fields);
        this.worst = new double[fields.count()];
    }

    /** What a record differs in beyond the bounds; null where it does not. */
    public String compare(byte[] entity, Original record, Original other) {
        if (record.offset() != other.offset() || record.timestamp() != other.timestamp()) {
            return "offset or timestamp";
        }
        if (!Arrays.equals(Envelope.of(record, entity), Envelope.of(other, entity))) {
            return "key or headers";
        }
        input.begin(record.value(), entity);
        cutter.cut(record.value(), input);
        unpacked.begin(other.value(), entity);
        cutter.cut(other.value(), unpacked);
        if (!Arrays.equals(input.end(), unpacked.end()) || !isSame(input, unpacked)) {
            return "what is no packed number";
        }
        return compareNumbers();
    }

    private static boolean isSame(Cut a, Cut b) {
        return a.isTimed() == b.isTimed()
                && (!a.isTimed() || a.time() == b.time())
                && Arrays.equals(a.present(), b.present())
                && Arrays.deepEquals(a.literals().toArray(), b.literals().toArray());
    }

    private String compareNumbers() {
        String beyond = null;
        for (int f = 0; f < worst.length; f++) {
            if (input.present()[f]) {
                numbers++;
                double error = error(input.numbers()[f], unpacked.numbers()[f], fields.bound(f));
                worst[f] = Math.max(worst[f], error);
                if (error > 1) {
                    beyond = fields.name(f) + ", which is " + unpacked.numbers()[f] + " for " + input.numbers()[f]
                            + " with a bound of " + fields.bound(f);
                }
            }
        }
        return beyond;
    }

    /** In units of the bound; infinite where a number that has none, or is none, is another. */
    private static double error(double number, double other, double bound) {
        if (Double.doubleToRawLongBits(number) == Double.doubleToRawLongBits(other)) {
            return 0;
        }
        double error = Math.abs(number - other);
        if (error <= bound) {
            return error == 0 ? 0 : error / bound;
        }
        return bound > 0 && error < Double.POSITIVE_INFINITY
                ? Math.max(error / bound, Math.nextUp(1.0))
                : Double.POSITIVE_INFINITY;
    }

    public NumberFields fields() {
        return fields;
    }

    /** The largest error of a field, in units of its bound. */
    public double worst(int field) {
        return worst[field];
    }

    /** Numbers that were compared. */
    public long numbers() {
        return numbers;
    }
}
