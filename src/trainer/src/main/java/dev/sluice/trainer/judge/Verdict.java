package dev.sluice.trainer.judge;

import dev.sluice.contract.Check;
import java.util.List;

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
}
