package dev.sluice.alert;

import dev.sluice.contract.FieldContribution;
import dev.sluice.contract.Silence;
import dev.sluice.pipeline.StandingSilence;
import java.util.ArrayList;
import java.util.List;

/** All silences that hold: those of the topic and those of the pipeline file. Immutable. */
public final class Silences {

    public static final Silences NONE = new Silences(List.of(), List.of());

    private final List<Rule> rules = new ArrayList<>();

    /** Who, which fields, and when; null for any. */
    private record Rule(Glob entity, Glob field, Span span) {
        boolean covers(List<String> entities, List<FieldContribution> fields, long timestamp) {
            return span.contains(timestamp)
                    && (entity == null
                            || (!entities.isEmpty() && entities.stream().allMatch(entity::matches)))
                    && (field == null
                            || (!fields.isEmpty() && fields.stream().allMatch(f -> field.matches(f.getField()))));
        }
    }

    private interface Span {
        boolean contains(long timestamp);
    }

    /**
     * @param asked for, of the silences topic
     * @param standing of the pipeline file
     */
    public Silences(Iterable<Silence> asked, List<StandingSilence> standing) {
        for (Silence s : asked) {
            rules.add(new Rule(glob(s.getEntity()), glob(s.getField()), t -> t >= s.getFrom() && t < s.getUntil()));
        }
        for (StandingSilence s : standing) {
            rules.add(new Rule(glob(s.entity().orElse(null)), glob(s.field().orElse(null)), s::contains));
        }
    }

    private static Glob glob(String pattern) {
        return pattern == null ? null : new Glob(pattern);
    }

    /**
     * Whether one of them covers an incident.
     *
     * @param entities that it has; all must match
     * @param fields that are named; all must match
     * @param timestamp of the record, milliseconds since the epoch
     */
    boolean cover(List<String> entities, List<FieldContribution> fields, long timestamp) {
        return rules.stream().anyMatch(rule -> rule.covers(entities, fields, timestamp));
    }

    public int size() {
        return rules.size();
    }
}
