package dev.sluice.trainer.history;

import dev.sluice.contract.Exclusion;
import dev.sluice.contract.Feedback;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.Renewal;
import dev.sluice.trainer.training.TrainingRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What of a history is normal, told by the champion, so that no fault is learned however long it lasts.
 *
 * <p>A row is unusual where the champion's p-value of it is below {@value #UNUSUAL}. Unusual rows are not fitted on, but stay
 * among those that thresholds come from: they are the tail of normal traffic, and without it there would be more alerts
 * after every retrain. Rows of {@linkplain Incidents incidents} and of {@link Sustained} stretches are left out altogether.
 * What has changed for good is told as a {@link RegimeChange}, and is left out as well until it is {@linkplain #adopting
 * adopted}. What operators have said of an incident counts for more: one that they confirm is left out whatever the champion
 * makes of it, and never adopted; a false alarm is normal.
 */
public final class Normality {
    private static final double UNUSUAL = 0.005;
    /** As unlikely as two independent alerts, but within what a tail can tell, and always less than usual. */
    private static final double LEAST_SEVERE = 1e-4;

    private static final double MOST_SEVERE = 1e-8;

    private final History read;
    private final Testimony testimony;
    private final Optional<Opinions> opinions;
    private final BitSet unusual;
    private final BitSet incidents; // found, not confirmed
    private final Optional<RegimeChange> regime;
    private final OptionalLong adoptedFrom;

    private Normality(
            History read,
            Testimony testimony,
            Optional<Opinions> opinions,
            BitSet unusual,
            BitSet incidents,
            Optional<RegimeChange> regime,
            OptionalLong adoptedFrom) {
        this.read = read;
        this.testimony = testimony;
        this.opinions = opinions;
        this.unusual = unusual;
        this.incidents = incidents;
        this.regime = regime;
        this.adoptedFrom = adoptedFrom;
    }

    /** @param champion empty where there is none: then all is normal */
    public static Normality of(Optional<LoadedModel> champion, History read) {
        return of(champion, read, List.of(), Renewal.DEFAULT.adoptRegimeAfter());
    }

    /**
     * @param champion empty where there is none: then all is normal but for what operators say
     * @param feedback what operators have said last of each alert
     * @param patience how long a {@link Sustained} stretch that has not ended is held for an incident
     */
    public static Normality of(
            Optional<LoadedModel> champion, History read, List<Feedback> feedback, Duration patience) {
        Testimony testimony = feedback.isEmpty() ? Testimony.NONE : Testimony.of(feedback, read);
        return champion.filter(c ->
                        !new FeatureView(read.features(), c.model().features().specs()).isEmpty())
                .map(c -> of(c, read, testimony, patience))
                .orElseGet(() -> new Normality(
                        read,
                        testimony,
                        Optional.empty(),
                        new BitSet(),
                        new BitSet(),
                        Optional.empty(),
                        OptionalLong.empty()));
    }

    private static Normality of(LoadedModel loaded, History read, Testimony testimony, Duration patience) {
        CompiledModel champion = loaded.model();
        TrainingRows rows = read.rows();
        Opinions opinions = Opinions.of(champion, read);
        BitSet unusual = new BitSet(rows.size());
        BitSet severe = new BitSet(rows.size());
        double alert = champion.calibration().alertProbability();
        double limit = Math.max(MOST_SEVERE, Math.min(LEAST_SEVERE, alert * alert));
        for (int i = 0; i < rows.size(); i++) {
            unusual.set(i, opinions.pValues()[i] < UNUSUAL);
            severe.set(i, opinions.pValues()[i] < limit);
        }
        unusual.andNot(testimony.cleared());
        severe.andNot(testimony.cleared());
        // What is confirmed is no change of regime, and what is left of it beyond what was confirmed is found by
        // itself.
        BitSet unconfirmed = without(unusual, testimony.confirmed());
        Incidents told = champion.isStateless()
                ? Incidents.ofSingleRows(unconfirmed, rows.entities())
                : Incidents.ofSeries(unconfirmed, severe, opinions.pValues(), rows.entities());
        BitSet incidents = untold(told.rows(), testimony);
        // A change of regime stops trainings until it is decided on, so it has to be plain to see.
        Optional<RegimeChange> regime = RegimeChange.of(told, incidents, opinions, rows.timestamps());
        if (!champion.isStateless()) {
            BitSet known = read.madeInto(loaded.artifact().getProvenance());
            incidents.or(untold(
                    Sustained.rows(opinions.pValues(), rows.timestamps(), told.entities(), known, patience),
                    testimony));
        }
        return new Normality(read, testimony, Optional.of(opinions), unusual, incidents, regime, OptionalLong.empty());
    }

    /** All that was read. */
    public History read() {
        return read;
    }

    /** The change of regime that the history ends with, where there is one. */
    public Optional<RegimeChange> regime() {
        return regime;
    }

    /** The same with what is unusual from a point in time on, milliseconds since the epoch, taken for the new normal. */
    public Normality adopting(long from) {
        return new Normality(read, testimony, opinions, unusual, incidents, regime, OptionalLong.of(from));
    }

    /** Since when unusual rows are taken for the new normal, milliseconds since the epoch; empty where none are. */
    public OptionalLong adoptedFrom() {
        return adoptedFrom;
    }

    private int firstAdopted() {
        long[] timestamps = read.rows().timestamps();
        int first = timestamps.length;
        while (adoptedFrom.isPresent() && first > 0 && timestamps[first - 1] >= adoptedFrom.getAsLong()) {
            first--;
        }
        return first;
    }

    /** Which of the rows that were read are in incidents, and not adopted. */
    public BitSet incidents() {
        BitSet all = before(incidents, firstAdopted());
        all.or(testimony.confirmed());
        return all;
    }

    /** Which of the rows that were read were unusual before they were adopted. */
    public BitSet adopted() {
        BitSet adopted = new BitSet();
        adopted.or(unusual);
        adopted.or(incidents);
        adopted.clear(0, firstAdopted());
        return without(without(adopted, testimony.confirmed()), testimony.cleared());
    }

    /** Rows that operators have said nothing of. */
    private static BitSet untold(BitSet rows, Testimony testimony) {
        return without(without(rows, testimony.cleared()), testimony.confirmed());
    }

    private static BitSet without(BitSet rows, BitSet others) {
        BitSet left = (BitSet) rows.clone();
        left.andNot(others);
        return left;
    }

    private static BitSet before(BitSet rows, int end) {
        BitSet before = (BitSet) rows.clone();
        before.clear(end, Math.max(end, before.length()));
        return before;
    }

    /** What a model may be made from: without incidents, and with the unusual told from the rest. */
    public History learnable() {
        BitSet leftOut = incidents();
        BitSet tail = without(before(unusual, firstAdopted()), leftOut);
        List<Exclusion> exclusions =
                new ArrayList<>(read.exclusions(without(leftOut, testimony.confirmed()), History.INCIDENT));
        exclusions.addAll(testimony.exclusions());
        exclusions.addAll(read.exclusions(tail, History.UNUSUAL));
        exclusions.addAll(read.exclusions(adopted(), History.ADOPTED));
        return exclusions.isEmpty() ? read : read.excluding(exclusions);
    }

    /** Which of the rows in incidents the champion finds unusual by themselves. */
    public BitSet unusualInIncidents() {
        BitSet found = incidents();
        found.and(unusual);
        return found;
    }

    /** {@code double[]}: the p-values that a model gives some of the rows that were read. */
    public double[] pValues(CompiledModel model, BitSet rows) {
        double[] pValues = Opinions.of(model, read).pValues();
        return rows.stream().mapToDouble(i -> pValues[i]).toArray();
    }
}
