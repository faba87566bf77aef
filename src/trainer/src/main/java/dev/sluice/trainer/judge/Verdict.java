package dev.sluice.trainer.judge;

import dev.sluice.contract.Check;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the judge decided about a challenger.
 *
 * @param promoted whether it is to be the champion
 * @param reason in words: which checks failed, or that none did
 * @param checks all that was looked at
 * @param seconds what judging cost
 */
public record Verdict(boolean promoted, String reason, List<Check> checks, double seconds) {

    public Verdict {
        checks = List.copyOf(checks);
    }

    /** The challenger's figures by the names of their checks, and what judging cost. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        checks.forEach(c -> figures.put(c.getName(), c.getChallenger()));
        figures.put("secondsJudge", seconds);
        return figures;
    }
}
