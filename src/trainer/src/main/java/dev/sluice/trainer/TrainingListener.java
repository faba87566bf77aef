package dev.sluice.trainer;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Drift;
import dev.sluice.trainer.history.History;
import dev.sluice.trainer.history.RegimeChange;
import dev.sluice.trainer.judge.Verdict;
import dev.sluice.trainer.training.TrainedModel;
import java.time.Instant;

/** Hears what the trainer does, on the trainer's thread. */
public interface TrainingListener {

    /** Cannot train now; called at every look, also with the same reason again. */
    default void waiting(String reason) {}

    /** Begins to read a window of at most {@code records} records. */
    default void reading(long records) {}

    /** The window was read, and what the champion saw as incidents is left out. */
    default void read(History history) {}

    /** What is normal for the champion has changed, and that was published. */
    default void changed(RegimeChange change, Activation report) {}

    /** A challenger was made; it is not published yet. */
    default void trained(TrainedModel challenger) {}

    /** The challenger was judged; what comes of it is not published yet. */
    default void judged(Verdict verdict) {}

    /** A version was promoted or rejected, and published as such. */
    default void decided(Activation activation) {}

    /** The newest records were compared with what the champion was made from. */
    default void drifted(Drift drift) {}

    /** Nothing is to be done but to look for drift, until the next training. */
    default void idle(Instant until) {}

    /** Another trainer publishes this pipeline's models, or no longer does. */
    default void standsBy(boolean now) {}
}
