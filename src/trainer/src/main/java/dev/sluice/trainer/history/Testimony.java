package dev.sluice.trainer.history;

import dev.sluice.contract.Exclusion;
import dev.sluice.contract.Feedback;
import dev.sluice.contract.FeedbackVerdict;
import dev.sluice.feature.EntityHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What operators have said of a history's rows. It counts for more than what the champion makes of them; where they have
 * said both of a row, that it was an incident.
 *
 * @param confirmed rows of incidents
 * @param cleared rows of false alarms
 * @param exclusions the same, with the alert that it was said of
 */
record Testimony(BitSet confirmed, BitSet cleared, List<Exclusion> exclusions) {

    /** Nobody has said anything. */
    static final Testimony NONE = new Testimony(new BitSet(), new BitSet(), List.of());

    Testimony {
        exclusions = List.copyOf(exclusions);
    }

    /** @param feedback what was said last of each alert; of other topics and times too */
    static Testimony of(List<Feedback> feedback, History history) {
        BitSet confirmed = new BitSet();
        BitSet cleared = new BitSet();
        List<Exclusion> exclusions = new ArrayList<>();
        // By name, so that the same feedback gives the same artifact whatever the order it was given in.
        List<Feedback> sorted = feedback.stream()
                .sorted(Comparator.comparing(Feedback::getAlertId))
                .toList();
        for (Feedback f : sorted) {
            if (f.getVerdict() == FeedbackVerdict.INCIDENT) {
                BitSet rows = rows(f, history);
                rows.andNot(confirmed);
                confirmed.or(rows);
                exclusions.addAll(history.exclusions(rows, History.CONFIRMED, f.getAlertId()));
            }
        }
        for (Feedback f : sorted) {
            if (f.getVerdict() == FeedbackVerdict.FALSE_ALARM) {
                BitSet rows = rows(f, history);
                rows.andNot(confirmed);
                rows.andNot(cleared);
                cleared.or(rows);
                exclusions.addAll(history.exclusions(rows, History.FALSE_ALARM, f.getAlertId()));
            }
        }
        return new Testimony(confirmed, cleared, exclusions);
    }

    private static BitSet rows(Feedback f, History history) {
        return history.rowsOf(f.getTopic(), f.getPartition(), entities(f), f.getStart(), f.getEnd());
    }

    private static Set<Long> entities(Feedback f) {
        if (f.getMembers().isEmpty()) {
            return Set.of(EntityHash.of(bytes(f.getEntity())));
        }
        Set<Long> entities = new HashSet<>();
        f.getMembers().forEach(member -> entities.add(EntityHash.of(bytes(member))));
        return entities;
    }

    private static byte[] bytes(String entity) {
        return entity == null ? null : entity.getBytes(StandardCharsets.UTF_8);
    }
}
