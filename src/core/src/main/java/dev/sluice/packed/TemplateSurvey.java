package dev.sluice.packed;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the templates that most of some records have, and what their literals are as a rule: for a model to know beforehand. */
public final class TemplateSurvey {

    /** Templates that are kept, the most frequent first: others come with each message that has them. */
    private static final int KEPT = 16;

    /** Bytes of a template at most, its literals included. */
    private static final int LONGEST = 1 << 14;

    private final Cutter cutter;
    private final Cut cut;
    private final Map<ByteBuffer, Seen> seen = new LinkedHashMap<>();

    private static final class Seen {
        private final List<Map<ByteBuffer, Integer>> literals = new ArrayList<>();
        private int records;
    }

    public TemplateSurvey(NumberFields fields, Cutter cutter) {
        this.cutter = cutter;
        this.cut = new Cut(fields);
    }

    /** @param entity null where it has none */
    public void add(byte[] entity, byte[] value) {
        cut.begin(value, entity);
        cutter.cut(value, cut);
        Seen of = seen.computeIfAbsent(ByteBuffer.wrap(cut.end()), t -> new Seen());
        of.records++;
        for (int l = 0; l < cut.literals().size(); l++) {
            if (l == of.literals.size()) {
                of.literals.add(new HashMap<>());
            }
            of.literals.get(l).merge(ByteBuffer.wrap(cut.literals().get(l)), 1, Integer::sum);
        }
    }

    /** Each template's bytes and its usual literals, as {@link Packing#of} takes them; those of more than one record. */
    public List<byte[]> known() {
        return seen.entrySet().stream()
                .filter(e -> e.getValue().records > 1)
                .sorted(Comparator.comparingInt(e -> -e.getValue().records))
                .limit(KEPT)
                .map(e -> bytes(e.getKey().array(), e.getValue().literals))
                .filter(b -> b.length <= LONGEST)
                .toList();
    }

    private static byte[] bytes(byte[] template, List<Map<ByteBuffer, Integer>> literals) {
        ByteSink out = new ByteSink();
        out.sized(template);
        for (Map<ByteBuffer, Integer> literal : literals) {
            out.sized(mostFrequent(literal));
        }
        return out.toBytes();
    }

    /** Where two are as frequent, the one that comes first by its bytes: the same each time. */
    private static byte[] mostFrequent(Map<ByteBuffer, Integer> counts) {
        return counts.entrySet().stream()
                .max(Comparator.<Map.Entry<ByteBuffer, Integer>>comparingInt(Map.Entry::getValue)
                        .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                .orElseThrow()
                .getKey()
                .array();
    }
}
