package dev.sluice.trainer.judge;

import dev.sluice.contract.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Gathers what the judge looked at. */
final class Checks {
    private final List<Check> checks = new ArrayList<>();

    /** The challenger's figure must not be above a limit. */
    void atMost(String name, double champion, double challenger, double limit, String note) {
        add(name, champion, challenger, limit, false, challenger <= limit, note);
    }

    /** The challenger's figure must not be below a limit. */
    void atLeast(String name, double champion, double challenger, double limit, String note) {
        add(name, champion, challenger, limit, true, challenger >= limit, note);
    }

    /** Nothing depends on it. */
    void informs(String name, double champion, double challenger, String note) {
        add(name, champion, challenger, Double.NaN, false, true, note);
    }

    /** It could not be told. */
    void notMeasured(String name, String why) {
        checks.add(new Check(name, null, null, null, false, true, "not measured: " + why));
    }

    private void add(
            String name,
            double champion,
            double challenger,
            double limit,
            boolean atLeast,
            boolean passed,
            String note) {
        checks.add(new Check(
                name,
                Double.isFinite(champion) ? champion : null,
                // JSON has no other numbers.
                Double.isNaN(challenger)
                        ? (atLeast ? -Double.MAX_VALUE : Double.MAX_VALUE)
                        : Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, challenger)),
                Double.isFinite(limit) ? limit : null,
                atLeast,
                passed,
                note));
    }

    List<Check> all() {
        return checks;
    }

    boolean passed() {
        return checks.stream().allMatch(Check::getPassed);
    }

    /** The failed ones, in words. */
    String failures() {
        return checks.stream()
                .filter(c -> !c.getPassed())
                .map(c -> c.getName() + " " + figure(c.getChallenger())
                        + (c.getLimit() == null
                                ? ""
                                : (c.getAtLeast() ? ", at least " : ", at most ") + figure(c.getLimit()) + " is needed")
                        + (c.getChampion() == null ? "" : " (champion " + figure(c.getChampion()) + ")"))
                .collect(Collectors.joining("; "));
    }

    static String figure(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
