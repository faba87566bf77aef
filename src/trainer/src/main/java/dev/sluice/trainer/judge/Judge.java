package dev.sluice.trainer.judge;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Layer;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.trainer.history.FeatureView;
import dev.sluice.trainer.history.History;
import dev.sluice.trainer.history.Normality;
import dev.sluice.trainer.training.TrainingRows;
import dev.sluice.trainer.training.TrainingWindow;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Decides whether a challenger is at least as good as the champion, on the latest rows that neither was made from; where
 * there is no champion, whether it is a model at all. Needs no Kafka; the same models and rows give the same verdict.
 *
 * <p>Both are measured on the same rows, so that what is held against a limit is a difference: {@value #ERRORS} standard
 * errors of it are chance. A margin beyond is what two trainings on the same rows differ by.
 */
public final class Judge {
    private static final double ERRORS = 3;
    /** With fewer rows nothing is measured. */
    private static final int FEWEST_ROWS = 30;
    /** With fewer stretches of canaries likewise. */
    private static final int FEWEST_CANARIES = 8;

    private static final double ERROR_MARGIN = 0.1;
    /** Where the champion may have been fitted on the rows, and the challenger not. */
    private static final double UNFAIR_ERROR_MARGIN = 0.25;

    private static final double FOUND_MARGIN = 0.1;
    private static final double RANK_MARGIN = 0.05;
    /** A champion that finds a larger share of the clean rows is no measure of how many canaries can be found. */
    private static final double MOST_CLEAN_FOUND = 0.2;
    /** A model that knows nothing of an incident orders nearly all of it behind what is clean; one that learned it, half. */
    private static final double INCIDENTS_RANK = 0.85;

    private static final int FEWEST_INCIDENT_ROWS = 50;
    /** A first model that raises an alert on more of the normal records was made from something else. */
    private static final double MOST_ALERTS = 0.25;
    /** A first model that leaves more unexplained than this many times the spread was, too. */
    private static final double MOST_LEFT_OVER = 3;
    /** A rate of alerts is only known within this factor, however wide the calibration says it is. */
    private static final double MOST_INFLATION = 5;
    /** Of so many rows that resemble their neighbours, as many are worth one of its own. */
    private static final double DEPENDENCE = 19;
    /** Both must find a row ordinary for their scores of it to be compared. */
    private static final double ORDINARY = 0.05;

    private final AlertBudget budget;
    private final long seed;

    /** @param seed of the canaries */
    public Judge(AlertBudget budget, long seed) {
        this.budget = budget;
        this.seed = seed;
    }

    /**
     * As the other, on the rows of a history of which the champion tells what is normal.
     *
     * @param judgedFrom since when the challenger was not fitted on the rows, milliseconds since the epoch; empty where it
     *     was fitted on all
     */
    public Verdict judge(
            Optional<LoadedModel> champion, LoadedModel challenger, History history, OptionalLong judgedFrom) {
        return judge(champion, challenger, Normality.of(champion, history), judgedFrom);
    }

    /**
     * @param champion empty where the challenger is the first
     * @param normality what was read, and what of it is normal
     * @param judgedFrom since when the challenger was not fitted on the rows, milliseconds since the epoch; empty where it
     *     was fitted on all
     */
    public Verdict judge(
            Optional<LoadedModel> champion, LoadedModel challenger, Normality normality, OptionalLong judgedFrom) {
        long start = System.nanoTime();
        History history = normality.learnable();
        Rows rows = rows(champion, history, judgedFrom);
        Predicate<FeatureSpec> shared = shared(champion, challenger);
        CompiledModel made = challenger.model();
        boolean remember = !made.isStateless()
                || champion.filter(c -> !c.model().isStateless()).isPresent();
        Slice slice = new Slice(history, rows.counted);
        Canaries canaries = new Canaries(slice, remember, shared, seed);
        Examination examined = Examination.of(made, slice, canaries, shared);
        Optional<Examination> other = champion.map(c -> Examination.of(c.model(), slice, canaries, shared));

        Checks checks = new Checks();
        knownFeatures(made, history, checks);
        checks.atMost("finite", Double.NaN, examined.broken, 0, "values that are no numbers, in " + rows.note);
        collapsed(made, examined, other, checks);
        if (slice.count() < FEWEST_ROWS) {
            checks.informs("rows", Double.NaN, slice.count(), "too few rows to measure more: " + rows.note);
        } else {
            reconstruction(examined, other, rows, checks);
            alerts(made, examined, other, history.window(), rows, checks);
            other.ifPresent(o -> stability(examined, o, checks));
            // Where what is normal has changed, a champion finds everything, and canaries among it.
            canaries(canaries, examined, other.filter(o -> o.cleanFound <= MOST_CLEAN_FOUND), checks);
        }
        if (champion.isPresent()) {
            knownIncidents(made, examined, normality, checks);
        }
        return verdict(champion, checks, slice, (System.nanoTime() - start) / 1e9);
    }

    private static Verdict verdict(Optional<LoadedModel> champion, Checks checks, Slice slice, double seconds) {
        String rival = champion.map(c -> "version " + c.model().version()).orElse("what a model must be");
        String reason = checks.passed()
                ? (champion.isPresent() ? "at least as good as " + rival : "sound")
                        + " on the latest "
                        + slice.count()
                        + " rows"
                : "not as good as " + rival + ": " + checks.failures();
        return new Verdict(checks.passed(), reason, checks.all(), seconds);
    }

    /** Which rows count, whether the champion is new to them as well, and how to say so. */
    private record Rows(BitSet counted, boolean fair, String note) {}

    private static Rows rows(Optional<LoadedModel> champion, History history, OptionalLong judgedFrom) {
        TrainingRows all = history.rows();
        BitSet held = new BitSet();
        for (int i = 0; i < all.size(); i++) {
            held.set(i, judgedFrom.isPresent() && all.timestamps()[i] >= judgedFrom.getAsLong());
        }
        BitSet unseen = (BitSet) held.clone();
        champion.ifPresent(c -> unseen.and(history.unseenBy(c.artifact().getProvenance())));
        if (unseen.cardinality() >= FEWEST_ROWS) {
            return new Rows(
                    unseen,
                    true,
                    unseen.cardinality() + " rows that " + (champion.isPresent() ? "neither was" : "it was not")
                            + " made from");
        }
        if (held.cardinality() >= FEWEST_ROWS) {
            return new Rows(held, false, held.cardinality() + " rows that the champion was made from, in part");
        }
        BitSet latest = new BitSet();
        latest.set(Math.max(0, all.size() - Math.max(FEWEST_ROWS, all.size() / 10)), all.size());
        return new Rows(
                latest, false, latest.cardinality() + " rows that it was made from: no others could be held out");
    }

    private static Predicate<FeatureSpec> shared(Optional<LoadedModel> champion, LoadedModel challenger) {
        List<FeatureSpec> one = challenger.model().features().specs();
        List<FeatureSpec> other =
                champion.map(c -> c.model().features().specs()).orElse(one);
        return spec -> one.stream().anyMatch(s -> FeatureView.isShared(s, spec))
                && other.stream().anyMatch(s -> FeatureView.isShared(s, spec));
    }

    private static void knownFeatures(CompiledModel challenger, History history, Checks checks) {
        List<FeatureSpec> known = challenger.features().specs();
        int missing = (int) history.features().stream()
                .filter(f -> known.stream().noneMatch(k -> FeatureView.isShared(k, f)))
                .count();
        checks.atMost("unknown-features", Double.NaN, missing, 0, "features of the records that the model lacks");
    }

    private static void collapsed(
            CompiledModel challenger, Examination examined, Optional<Examination> other, Checks checks) {
        int latents = challenger.latentSize();
        // Latents behind a curve, and those of a variational autoencoder, may be switched off by design; but not all.
        int allowed = isLinear(challenger) ? 0 : latents - 1;
        double limit = Math.max(
                allowed, Math.min(latents - 1, other.map(o -> o.collapsed).orElse(0)));
        checks.atMost(
                "collapsed-latents",
                other.map(o -> (double) o.collapsed).orElse(Double.NaN),
                examined.collapsed,
                limit,
                "of " + latents + ", the same for all rows");
    }

    private static boolean isLinear(CompiledModel model) {
        List<Layer> layers = model.encoder().layers();
        return model.uncertainty().isEmpty()
                && layers.get(layers.size() - 1) instanceof Dense last
                && last.activation() == Activation.IDENTITY;
    }

    private static void reconstruction(Examination examined, Optional<Examination> other, Rows rows, Checks checks) {
        String name = "reconstruction-error";
        int[] told = IntStream.range(0, examined.leftOver.length)
                .filter(i -> !Double.isNaN(examined.leftOver[i])
                        && other.filter(o -> Double.isNaN(o.leftOver[i])).isEmpty())
                .toArray();
        if (told.length < FEWEST_ROWS || !examined.measured) {
            checks.notMeasured(name, "no feature that both know is a number that varies");
            return;
        }
        Comparison c = Comparison.of(other.map(o -> at(o.leftOver, told)).orElse(null), at(examined.leftOver, told));
        String note = "share of the features' spread left over, on " + rows.note;
        if (other.isEmpty()) {
            checks.atMost(
                    name,
                    Double.NaN,
                    c.challenger(),
                    MOST_LEFT_OVER,
                    note + (c.challenger() >= 1 ? "; the features do not explain each other" : ""));
            return;
        }
        double margin = rows.fair ? ERROR_MARGIN : UNFAIR_ERROR_MARGIN;
        checks.atMost(name, c.champion(), c.challenger(), c.champion() * (1 + margin) + ERRORS * c.error(), note);
    }

    private static double[] at(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    private void alerts(
            CompiledModel challenger,
            Examination examined,
            Optional<Examination> other,
            TrainingWindow window,
            Rows rows,
            Checks checks) {
        double share = budget.probability(window.rowsGood(), window.entities(), window.span());
        double nominal = Math.max(
                share,
                Math.min(
                        MOST_INFLATION * share,
                        challenger.calibration().alertInterval().high()));
        double effective = examined.alerts.length / (challenger.isStateless() ? 1 : DEPENDENCE);
        double chance = nominal + ERRORS * Math.sqrt(nominal * (1 - nominal) / effective) + ERRORS / effective;
        Comparison c = Comparison.of(other.map(o -> o.alerts).orElse(null), examined.alerts);
        String note = "share of rows that raise an alert; the budget is " + Checks.figure(share) + ", on " + rows.note;
        double limit =
                other.isEmpty() ? Math.max(MOST_ALERTS, chance) : Math.max(chance, c.champion() + ERRORS * c.error());
        checks.atMost("alert-rate", c.champion(), c.challenger(), Math.min(1, limit), note);
    }

    private static void stability(Examination examined, Examination other, Checks checks) {
        int[] ordinary = IntStream.range(0, examined.logP.length)
                .filter(i -> Math.exp(examined.logP[i]) > ORDINARY && Math.exp(other.logP[i]) > ORDINARY)
                .toArray();
        if (ordinary.length < FEWEST_ROWS) {
            checks.notMeasured("score-stability", "both find few rows ordinary");
            return;
        }
        double[] one = at(examined.logP, ordinary);
        double[] two = at(other.logP, ordinary);
        checks.informs(
                "score-stability",
                Double.NaN,
                RankCorrelation.of(one, two),
                "rank correlation with the champion's on " + ordinary.length + " rows that both find ordinary");
    }

    private static void canaries(Canaries canaries, Examination examined, Optional<Examination> other, Checks checks) {
        for (Fault fault : Fault.values()) {
            String name = "canary-" + fault.label();
            if (canaries.size() < FEWEST_CANARIES || !canaries.has(fault)) {
                checks.notMeasured(name, "too few rows, or no two numbers that vary");
                continue;
            }
            int f = fault.index();
            Comparison found = Comparison.ofFound(other.map(o -> o.recalls[f]), examined.recalls[f], canaries.size());
            Comparison rank = Comparison.ofRank(other.map(o -> o.recalls[f]), examined.recalls[f], canaries.size());
            String of = found.units() + " injected; where " + Recall.FOUND + " of the clean rows would be found";
            String order = "share of clean rows that look more ordinary (AUROC)";
            if (other.isPresent()) {
                checks.atLeast(
                        name,
                        found.champion(),
                        found.challenger(),
                        Math.max(0, found.champion() - FOUND_MARGIN - ERRORS * found.error()),
                        of);
                checks.atLeast(
                        name + "-rank",
                        rank.champion(),
                        rank.challenger(),
                        rank.champion() - RANK_MARGIN - ERRORS * rank.error(),
                        order);
            } else {
                checks.informs(name, Double.NaN, found.challenger(), of);
                if (fault == Fault.SPIKE) {
                    // Of the others some cannot be found in some data; this one can, unless the model is blind.
                    checks.atLeast(name + "-rank", Double.NaN, rank.challenger(), 0.5 - ERRORS * rank.error(), order);
                } else {
                    checks.informs(name + "-rank", Double.NaN, rank.challenger(), order);
                }
            }
        }
    }

    private static void knownIncidents(
            CompiledModel challenger, Examination examined, Normality normality, Checks checks) {
        BitSet known = normality.unusualInIncidents();
        int rows = known.cardinality();
        String name = "known-incidents";
        if (rows < Math.max(FEWEST_INCIDENT_ROWS, normality.read().size() / 100)) {
            checks.notMeasured(name, rows + " rows are in incidents");
            return;
        }
        double rank = Arrays.stream(normality.pValues(challenger, known))
                .map(examined::rankOf)
                .average()
                .orElse(0);
        checks.atLeast(
                name,
                Double.NaN,
                rank,
                INCIDENTS_RANK,
                "share of clean rows that look more ordinary (AUROC) than the " + rows
                        + " that the champion found in incidents");
    }
}
