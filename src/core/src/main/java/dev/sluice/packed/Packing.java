package dev.sluice.packed;

import dev.sluice.codec.CodecState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What packer and unpacker share of a model: its numbers, their codec, and the templates that are known beforehand. Immutable. */
public final class Packing {

    /** Without a model: all is kept as it is. Its version is 0, models begin at 1. */
    public static final Packing NONE = new Packing(NumberFields.NONE, CodecState.EMPTY, 0, List.of());

    /** Templates that a model knows at most. */
    public static final int MOST_KNOWN = 64;

    private final NumberFields fields;
    private final CodecState state;
    private final long origin;
    private final List<Known> known;
    private final Map<ByteBuffer, Integer> places = new HashMap<>();

    /** A template, and what its literals are as a rule. */
    record Known(Template template, List<byte[]> usual) {}

    private Packing(NumberFields fields, CodecState state, long origin, List<Known> known) {
        this.fields = fields;
        this.state = state;
        this.origin = origin;
        this.known = List.copyOf(known);
        for (int k = 0; k < known.size(); k++) {
            places.putIfAbsent(ByteBuffer.wrap(known.get(k).template().bytes()), k);
        }
    }

    /**
     * @param origin a time near which those of records are, milliseconds since the epoch
     * @param known as {@link TemplateSurvey} gives them
     * @throws PackedException where one of these is no template of these numbers
     */
    public static Packing of(NumberFields fields, CodecState state, long origin, List<byte[]> known)
            throws PackedException {
        List<Known> parsed = new ArrayList<>();
        for (byte[] bytes : known) {
            ByteSource in = new ByteSource(bytes, 0, bytes.length);
            Template template = Template.of(in.sized(), fields.count());
            List<byte[]> usual = new ArrayList<>();
            for (int l = 0; l < template.literals(); l++) {
                usual.add(in.sized());
            }
            if (!in.isEnd() || parsed.size() == MOST_KNOWN) {
                throw new PackedException("a known template goes on behind its end, or is one of too many");
            }
            parsed.add(new Known(template, usual));
        }
        return new Packing(fields, state, origin, parsed);
    }

    public NumberFields fields() {
        return fields;
    }

    public CodecState state() {
        return state;
    }

    long origin() {
        return origin;
    }

    List<Known> known() {
        return known;
    }

    /** The place of a template's bytes among those that are known; null where it is none of them. */
    Integer place(byte[] template) {
        return places.get(ByteBuffer.wrap(template));
    }
}
