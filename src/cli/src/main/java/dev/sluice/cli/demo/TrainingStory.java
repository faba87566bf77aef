package dev.sluice.cli.demo;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.Provenance;
import dev.sluice.trainer.TrainingListener;
import dev.sluice.trainer.history.History;
import dev.sluice.trainer.history.RegimeChange;
import dev.sluice.trainer.training.TrainedModel;
import java.util.Locale;
import java.util.function.Consumer;

/** What the trainer does, for the demo's story. */
final class TrainingStory implements TrainingListener {

    private final Consumer<String> story;

    TrainingStory(Consumer<String> story) {
        this.story = story;
    }

    @Override
    public void read(History history) {
        say(
                "  trainer: read %,d records (%d could not be read), left out %d that look like incidents, trains on %,d",
                history.window().rowsRead(),
                history.window().rowsBad(),
                history.window().rowsExcluded(),
                history.size());
    }

    @Override
    public void changed(RegimeChange change, Activation report) {
        say(
                "  trainer: %,d of the newest records are of an incident or a new normal, nobody has said which; it trains"
                        + " when that is over",
                change.rows());
    }

    @Override
    public void trained(TrainedModel challenger) {
        Provenance p = challenger.provenance();
        say(
                "  trainer: model version %d, %d metrics to %d latents; validation loss %.3f, then %.3f at epoch %d; %.1f s",
                challenger.model().version(),
                challenger.model().features().size(),
                challenger.model().latentSize(),
                p.getValidationLoss().get(0),
                challenger.validationLoss(),
                p.getBestEpoch(),
                p.getSecondsTrain());
    }

    @Override
    public void decided(Activation activation) {
        if (activation.getDecision() == Decision.REJECTED) {
            say("  trainer: rejected version %d: %s", activation.getVersion(), activation.getReason());
        }
    }

    private void say(String format, Object... arguments) {
        story.accept(String.format(Locale.ROOT, format, arguments));
    }
}
