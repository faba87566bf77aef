package dev.sluice.packed;

import dev.sluice.packed.Packing.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads what {@link Tail} wrote: whatever the bytes, there are templates, literals and envelopes or a {@link PackedException}. */
final class TailReader {

    /** Templates, literals and envelopes of a message: what a hostile one may make of a few bytes. */
    private static final int MOST_BYTES = 32 << 20;

    private final List<Template> templates = new ArrayList<>();
    private final int[] places; // [records]
    private final byte[][] envelopes; // [records]
    private final byte[][][] literals; // [records][literals]

    private TailReader(int records) {
        places = new int[records];
        envelopes = new byte[records][];
        literals = new byte[records][][];
    }

    Template template(int record) {
        return templates.get(places[record]);
    }

    byte[] envelope(int record) {
        return envelopes[record];
    }

    byte[] literal(int record, int literal) {
        return literals[record][literal];
    }

    /** Records that are all as a rule. */
    static TailReader usual(Packing packing, int records) throws PackedException {
        if (packing.known().isEmpty()) {
            throw new PackedException("a message says of its records that they are as a rule, but there is none");
        }
        TailReader tail = new TailReader(records);
        Known rule = packing.known().get(0);
        tail.templates.add(rule.template());
        Arrays.fill(tail.envelopes, new byte[0]);
        Arrays.fill(tail.literals, rule.usual().toArray(byte[][]::new));
        return tail;
    }

    static TailReader of(byte[] bytes, Packing packing, int records) throws PackedException {
        ByteSource in = plain(bytes);
        TailReader tail = new TailReader(records);
        packing.known().forEach(k -> tail.templates.add(k.template()));
        int unknown = in.count("the number of templates", records);
        for (int t = 0; t < unknown; t++) {
            tail.templates.add(Template.of(in.sized(), packing.fields().count()));
        }
        for (int r = 0; r < records; ) {
            int run = run(in, records - r);
            Arrays.fill(tail.places, r, r + run, in.count("a template", tail.templates.size() - 1));
            r += run;
        }
        fill(in, records, (r, bytesOf) -> tail.envelopes[r] = bytesOf);
        for (int place = 0; place < tail.templates.size(); place++) {
            int of = place;
            int[] rows = IntStream.range(0, records)
                    .filter(r -> tail.places[r] == of)
                    .toArray();
            if (rows.length > 0) {
                tail.columns(
                        in,
                        rows,
                        place < packing.known().size() ? packing.known().get(place) : null);
            }
        }
        if (!in.isEnd()) {
            throw new PackedException("a message's tail goes on behind its end: it is damaged");
        }
        return tail;
    }

    private void columns(ByteSource in, int[] rows, Known known) throws PackedException {
        int count = template(rows[0]).literals();
        for (int r : rows) {
            literals[r] = known == null ? new byte[count][] : known.usual().toArray(byte[][]::new);
        }
        int unusual = in.count("the number of literals", count);
        for (int u = 0; u < unusual; u++) {
            int l = in.count("a literal", count - 1);
            fill(in, rows.length, (i, bytes) -> literals[rows[i]][l] = bytes);
        }
        for (byte[] literal : literals[rows[0]]) {
            if (literal == null) {
                throw new PackedException("a literal of a template is not there: the message is damaged");
            }
        }
    }

    private interface Place {
        void put(int index, byte[] bytes);
    }

    private static void fill(ByteSource in, int count, Place into) throws PackedException {
        for (int i = 0; i < count; ) {
            int run = run(in, count - i);
            byte[] bytes = in.sized();
            for (int k = 0; k < run; k++) {
                into.put(i + k, bytes);
            }
            i += run;
        }
    }

    private static int run(ByteSource in, int most) throws PackedException {
        int run = in.count("a run", most);
        if (run == 0) {
            throw new PackedException("a run of none: the message is damaged");
        }
        return run;
    }

    private static ByteSource plain(byte[] bytes) throws PackedException {
        ByteSource in = new ByteSource(bytes, 0, bytes.length);
        int form = in.next();
        if (form == Tail.PLAIN) {
            return in;
        }
        if (form != Tail.DEFLATED) {
            throw new PackedException("a message's tail is of no form that there is: it is damaged");
        }
        byte[] plain = new byte[in.count("a tail's length", MOST_BYTES)];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, in.position(), bytes.length - in.position());
            int length = inflater.inflate(plain);
            if (length != plain.length || !inflater.finished()) {
                throw new PackedException("a message's tail is cut off, or longer than it says: it is damaged");
            }
        } catch (DataFormatException e) {
            throw new PackedException("a message's tail cannot be inflated: it is damaged", e);
        } finally {
            inflater.end();
        }
        return new ByteSource(plain, 0, plain.length);
    }
}
