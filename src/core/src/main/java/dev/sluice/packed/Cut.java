package dev.sluice.packed;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A record's value cut into what its {@link Template} has and what differs. A {@link Cutter} goes through the value from its beginning to
 * its end and names the holes on the way; whatever it does not name stays in the template. Reused from record to record.
 */
public final class Cut {

    private static final int LONGEST_EXACT_INTEGER = 15;
    private static final int LONGEST_NUMBER = 40;

    private final NumberFields fields;
    private final double[] numbers; // [fields]
    private final boolean[] present; // [fields]
    private final List<byte[]> literals = new ArrayList<>();
    private final ByteSink template = new ByteSink();

    private byte[] value;
    private byte[] entity;
    private int done; // bytes of the value that are in the template or a hole
    private int holes;
    private boolean timed;
    private long time;

    public Cut(NumberFields fields) {
        this.fields = fields;
        this.numbers = new double[fields.count()];
        this.present = new boolean[fields.count()];
    }

    /**
     * Begins a record.
     *
     * @param recordEntity null where it has none
     */
    void begin(byte[] recordValue, byte[] recordEntity) {
        value = recordValue;
        entity = recordEntity;
        done = 0;
        holes = 0;
        timed = false;
        literals.clear();
        template.reset();
        Arrays.fill(numbers, Double.NaN);
        Arrays.fill(present, false);
    }

    /** The template's bytes, once all holes are named. */
    byte[] end() {
        template.varint(value.length - done);
        template.put(value, done, value.length);
        done = value.length;
        return template.toBytes();
    }

    double[] numbers() {
        return numbers;
    }

    boolean[] present() {
        return present;
    }

    /** What the {@link Hole#LITERAL}s hold, in their order. */
    List<byte[]> literals() {
        return literals;
    }

    /** Whether the record's time is in its value. */
    boolean isTimed() {
        return timed;
    }

    long time() {
        return time;
    }

    private boolean hole(int from, int to, int hole) {
        if (holes == Template.MOST_HOLES) {
            return false;
        }
        holes++;
        template.varint(from - done);
        template.put(value, done, from);
        template.varint(hole);
        done = to;
        return true;
    }

    /** Bytes that are kept as they are, and may be others in the next record. */
    public void literal(int from, int to) {
        if (hole(from, to, Hole.LITERAL)) {
            literals.add(Arrays.copyOfRange(value, from, to));
        }
    }

    /**
     * A number of Avro's.
     *
     * @param kind {@link Hole#INT} and the like
     * @param field as {@link NumberFields#of} gives it
     */
    public void number(int from, int to, int kind, int field, double number) {
        if (field == NumberFields.LEFT_OUT && (kind == Hole.FLOAT || kind == Hole.DOUBLE)) {
            hole(from, to, kind == Hole.FLOAT ? Hole.LEFT_FLOAT : Hole.LEFT_DOUBLE);
        } else if (field < 0 || present[field] || !fields.holds(field, kind, number) || !isExact(number, kind)) {
            literal(from, to);
        } else if (hole(from, to, Hole.of(kind, field))) {
            numbers[field] = number;
            present[field] = true;
        }
    }

    /** Longs beyond what a double holds are none of its numbers, and a float that is none may not come back from a double. */
    private static boolean isExact(double number, int kind) {
        return switch (kind) {
            case Hole.LONG -> Math.abs(number) < 0x1p53;
            case Hole.FLOAT -> Double.isFinite(number);
            default -> true;
        };
    }

    /**
     * A number in decimals; what is none, or one of more digits than a double holds, is kept as it is.
     *
     * @param field as {@link NumberFields#of} gives it
     * @param isCell whether nothing may stand there for a number that is left out
     */
    public void decimal(int from, int to, int field, boolean isCell) {
        if (field == NumberFields.LEFT_OUT) {
            hole(from, to, isCell ? Hole.LEFT_EMPTY : Hole.LEFT_NULL);
            return;
        }
        double number = field < 0 || present[field] ? Double.NaN : parsed(from, to);
        if (!Double.isFinite(number)) {
            literal(from, to);
        } else if (hole(from, to, Hole.of(Hole.TEXT, field))) {
            numbers[field] = number;
            present[field] = true;
        }
    }

    private double parsed(int from, int to) {
        if (to - from > LONGEST_NUMBER || to == from) {
            return Double.NaN;
        }
        boolean whole = true;
        for (int i = from; i < to; i++) {
            byte b = value[i];
            boolean digit = b >= '0' && b <= '9';
            if (!digit && "+-.eE".indexOf(b) < 0) {
                return Double.NaN;
            }
            whole &= digit || b == '-';
        }
        if (whole && to - from > LONGEST_EXACT_INTEGER) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text(from, to));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private String text(int from, int to) {
        return new String(value, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Text that says when the record was. */
    public void time(int from, int to) {
        String text = text(from, to);
        long millis = TimeText.millis(text);
        int form = timed ? -1 : TimeText.form(text, millis);
        if (form < 0) {
            literal(from, to);
        } else if (hole(from, to, Hole.of(Hole.TIME, form))) {
            timed = true;
            time = millis;
        }
    }

    /** Avro's long of the milliseconds at which the record was. */
    public void timeLong(int from, int to, long millis) {
        if (timed) {
            literal(from, to);
        } else if (hole(from, to, Hole.TIME_LONG)) {
            timed = true;
            time = millis;
        }
    }

    /** Text that names the entity. */
    public void entity(int from, int to) {
        if (entity != null && Arrays.equals(value, from, to, entity, 0, entity.length)) {
            hole(from, to, Hole.ENTITY);
        } else {
            literal(from, to);
        }
    }

    /**
     * Avro's string that names the entity.
     *
     * @param text where its characters begin
     */
    public void entityString(int from, int text, int to) {
        if (entity != null && Arrays.equals(value, text, to, entity, 0, entity.length)) {
            hole(from, to, Hole.ENTITY_STRING);
        } else {
            literal(from, to);
        }
    }
}
