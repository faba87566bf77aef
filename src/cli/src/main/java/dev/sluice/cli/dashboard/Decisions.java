package dev.sluice.cli.dashboard;

import dev.sluice.contract.Activation;
import dev.sluice.topic.ActivationHistory;
import java.util.ArrayList;
import java.util.List;

/** The latest decisions about models, {@value #MOST} of them. Not thread-safe. */
final class Decisions {

    static final int MOST = 500;

    private final List<Activation> latest = new ArrayList<>();
    private int champion;
    private int changes;

    void accept(Activation decided) {
        latest.add(decided);
        if (latest.size() > MOST) {
            latest.remove(0);
        }
        champion = new ActivationHistory(latest)
                .champion()
                .map(Activation::getVersion)
                .orElse(champion);
        changes++;
    }

    /** The active version; 0 before the first. */
    int champion() {
        return champion;
    }

    int changes() {
        return changes;
    }

    /** The latest first. */
    List<Activation> latest(int limit) {
        List<Activation> newestFirst = new ArrayList<>();
        for (int i = latest.size() - 1; i >= 0 && newestFirst.size() < limit; i--) {
            newestFirst.add(latest.get(i));
        }
        return newestFirst;
    }
}
