package dev.sluice.packed;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/** Collects what is behind a message's frame: the records' templates, literals and envelopes, each by columns. */
final class Tail {

    static final int PLAIN = 0;
    static final int DEFLATED = 1;

    private static final byte[] NONE = {};

    /** Below, deflating gains nothing. */
    private static final int WORTH_DEFLATING = 48;

    private final Packing packing;
    private final int[] templates; // [records]
    private final byte[][] envelopes; // [records]
    private final List<byte[]> unknown = new ArrayList<>();
    private final Map<ByteBuffer, Integer> places = new HashMap<>();
    private final Map<Integer, List<List<byte[]>>> literals = new TreeMap<>(); // by template: [records][literals]
    private byte[] lastTemplate = {};
    private int lastPlace = -1;
    private int size;

    Tail(Packing packing, int records) {
        this.packing = packing;
        templates = new int[records];
        envelopes = new byte[records][];
    }

    void add(byte[] template, List<byte[]> kept, byte[] envelope) {
        int place = place(template);
        templates[size] = place;
        envelopes[size++] = envelope;
        literals.computeIfAbsent(place, p -> new ArrayList<>()).add(List.copyOf(kept));
    }

    private int place(byte[] template) {
        if (lastPlace < 0 || !Arrays.equals(lastTemplate, template)) {
            Integer known = packing.place(template);
            lastPlace = known != null
                    ? known
                    : places.computeIfAbsent(ByteBuffer.wrap(template), t -> {
                        unknown.add(template);
                        return packing.known().size() + unknown.size() - 1;
                    });
            lastTemplate = template;
        }
        return lastPlace;
    }

    /** None where every record is as a rule. */
    byte[] bytes() {
        if (isUsual()) {
            return NONE;
        }
        ByteSink out = new ByteSink();
        out.varint(unknown.size());
        unknown.forEach(out::sized);
        runs(out, Arrays.stream(templates).mapToObj(Tail::varint).toList(), false);
        runs(out, Arrays.asList(envelopes), true);
        literals.forEach((place, rows) -> columns(out, place, rows));
        return shortest(out.toBytes());
    }

    private boolean isUsual() {
        return !packing.known().isEmpty()
                && Arrays.stream(templates).allMatch(t -> t == 0)
                && Arrays.stream(envelopes).allMatch(e -> e.length == 0)
                && unusual(0, literals.get(0)).isEmpty();
    }

    /** The literals of a template: how many columns are not as a rule, and which; of each its runs. */
    private void columns(ByteSink out, int place, List<List<byte[]>> rows) {
        List<Integer> unusual = unusual(place, rows);
        out.varint(unusual.size());
        for (int l : unusual) {
            out.varint(l);
            runs(out, rows.stream().map(row -> row.get(l)).toList(), true);
        }
    }

    private List<Integer> unusual(int place, List<List<byte[]>> rows) {
        List<byte[]> usual =
                place < packing.known().size() ? packing.known().get(place).usual() : null;
        List<Integer> unusual = new ArrayList<>();
        for (int l = 0; l < rows.get(0).size(); l++) {
            byte[] rule = usual == null ? null : usual.get(l);
            int column = l;
            if (rule == null || !rows.stream().allMatch(row -> Arrays.equals(row.get(column), rule))) {
                unusual.add(l);
            }
        }
        return unusual;
    }

    private static byte[] varint(int number) {
        ByteSink one = new ByteSink();
        one.varint(number);
        return one.toBytes();
    }

    /** How often each follows on itself, and it. */
    private static void runs(ByteSink out, List<byte[]> values, boolean sized) {
        int from = 0;
        while (from < values.size()) {
            int to = from + 1;
            while (to < values.size() && Arrays.equals(values.get(from), values.get(to))) {
                to++;
            }
            out.varint(to - from);
            if (sized) {
                out.sized(values.get(from));
            } else {
                out.put(values.get(from));
            }
            from = to;
        }
    }

    private static byte[] shortest(byte[] plain) {
        ByteSink out = new ByteSink();
        byte[] deflated = plain.length < WORTH_DEFLATING ? plain : deflated(plain);
        if (deflated.length < plain.length) {
            out.put(DEFLATED);
            out.varint(plain.length);
            out.put(deflated);
        } else {
            out.put(PLAIN);
            out.put(plain);
        }
        return out.toBytes();
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(plain);
            deflater.finish();
            byte[] out = new byte[plain.length];
            int length = deflater.deflate(out);
            return deflater.finished() ? Arrays.copyOf(out, length) : plain;
        } finally {
            deflater.end();
        }
    }
}
