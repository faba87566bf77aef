package dev.sluice.trainer;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Drift;
import dev.sluice.trainer.history.History;
import dev.sluice.trainer.history.RegimeChange;
import dev.sluice.trainer.judge.Verdict;
import dev.sluice.trainer.training.TrainedModel;
import java.time.Instant;
import java.util.List;

/** Several listeners as one, told in turn. */
record Listeners(List<TrainingListener> all) implements TrainingListener {
    @Override
    public void waiting(String reason) {
        all.forEach(l -> l.waiting(reason));
    }

    @Override
    public void reading(long records) {
        all.forEach(l -> l.reading(records));
    }

    @Override
    public void read(History history) {
        all.forEach(l -> l.read(history));
    }

    @Override
    public void changed(RegimeChange change, Activation report) {
        all.forEach(l -> l.changed(change, report));
    }

    @Override
    public void judged(Verdict verdict) {
        all.forEach(l -> l.judged(verdict));
    }

    @Override
    public void trained(TrainedModel challenger) {
        all.forEach(l -> l.trained(challenger));
    }

    @Override
    public void decided(Activation activation) {
        all.forEach(l -> l.decided(activation));
    }

    @Override
    public void drifted(Drift drift) {
        all.forEach(l -> l.drifted(drift));
    }

    @Override
    public void idle(Instant until) {
        all.forEach(l -> l.idle(until));
    }

    @Override
    public void standsBy(boolean now) {
        all.forEach(l -> l.standsBy(now));
    }
}
