package dev.sluice.cli.models;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.Sparkline;
import dev.sluice.contract.Provenance;
import java.util.List;
import java.util.Optional;

/** How the losses of a training went. */
final class Losses {

    private static final int WIDTH = 40;

    private Losses() {}

    /** Validation loss of the epoch whose weights were kept. */
    static Optional<Double> best(Provenance from) {
        int at = from.getBestEpoch() - 1;
        List<Double> losses = from.getValidationLoss();
        return at >= 0 && at < losses.size() ? Optional.of(losses.get(at)) : Optional.empty();
    }

    /** {@code █▅▃▂▁  first 0.81, last 0.12}, and the best where an epoch is named. */
    static String line(List<Double> losses, int bestEpoch) {
        if (losses.isEmpty()) {
            return "none recorded";
        }
        String best = bestEpoch >= 1 && bestEpoch <= losses.size()
                ? ", best " + Figures.brief(losses.get(bestEpoch - 1)) + " (epoch " + bestEpoch + " of " + losses.size()
                        + ")"
                : "";
        return Sparkline.of(losses, WIDTH) + "  first " + Figures.brief(losses.get(0)) + best + ", last "
                + Figures.brief(losses.get(losses.size() - 1));
    }
}
