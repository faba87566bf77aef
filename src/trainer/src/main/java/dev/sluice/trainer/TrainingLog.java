package dev.sluice.trainer;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.OffsetRange;
import dev.sluice.contract.Provenance;
import dev.sluice.trainer.history.History;
import dev.sluice.trainer.history.RegimeChange;
import dev.sluice.trainer.judge.Verdict;
import dev.sluice.trainer.training.TrainedModel;
import dev.sluice.trainer.training.TrainingWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what was read, how the losses went, what it cost and what came of it. */
final class TrainingLog implements TrainingListener {
    private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);
    private static final int RANGES = 8;

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Duration COUNTING = Duration.ofSeconds(30);

    private final Clock clock;
    private String lastReason = "";
    private Instant lastSaid = Instant.EPOCH;

    TrainingLog(Clock clock) {
        this.clock = clock;
    }

    /** Says each reason once; one that differs in its numbers only, not more often than every half minute. */
    @Override
    public void waiting(String reason) {
        boolean same = NUMBER.matcher(reason)
                .replaceAll("")
                .equals(NUMBER.matcher(lastReason).replaceAll(""));
        Instant now = clock.instant();
        if (!same || (!reason.equals(lastReason) && !now.isBefore(lastSaid.plus(COUNTING)))) {
            LOG.info("waiting: {}", reason);
            lastReason = reason;
            lastSaid = now;
        }
    }

    @Override
    public void read(History history) {
        lastReason = "";
        TrainingWindow w = history.window();
        LOG.info(
                "read {} records in {} s ({}): {} bad, {} entities, {} features; {} rows to train on, {} left out as"
                        + " incidents",
                w.rowsRead(),
                seconds(w.secondsRead()),
                ranges(w.ranges()),
                w.rowsBad(),
                w.entities(),
                history.features().size(),
                history.size(),
                w.rowsExcluded());
    }

    @Override
    public void trained(TrainedModel challenger) {
        Provenance p = challenger.provenance();
        List<Double> losses = p.getValidationLoss();
        LOG.info(
                "trained version {} in {} s: validation loss {} at first, {} at the best epoch {}, {} at the last, {};"
                        + " judge error {}, parity {}",
                challenger.model().version(),
                seconds(p.getSecondsTrain()),
                figure(losses.get(0)),
                figure(challenger.validationLoss()),
                p.getBestEpoch(),
                figure(losses.get(losses.size() - 1)),
                losses.size(),
                figure(p.getJudgeError()),
                figure(p.getParity()));
    }

    @Override
    public void changed(RegimeChange change, Activation report) {
        LOG.warn("{}", report.getReason());
    }

    @Override
    public void judged(Verdict verdict) {
        long failed = verdict.checks().stream().filter(c -> !c.getPassed()).count();
        LOG.info(
                "judged in {} s: {} of {} checks passed",
                seconds(verdict.seconds()),
                verdict.checks().size() - failed,
                verdict.checks().size());
    }

    @Override
    public void decided(Activation activation) {
        if (activation.getDecision() == Decision.PROMOTED) {
            LOG.info("promoted version {}: {}", activation.getVersion(), activation.getReason());
        } else {
            LOG.warn("rejected version {}: {}", activation.getVersion(), activation.getReason());
        }
    }

    private static String ranges(List<OffsetRange> ranges) {
        String named = ranges.stream()
                .limit(RANGES)
                .map(r -> r.getTopic() + "-" + r.getPartition() + " " + r.getFromOffset() + ".." + r.getToOffset())
                .collect(Collectors.joining(", "));
        return ranges.size() > RANGES ? named + " and " + (ranges.size() - RANGES) + " more" : named;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f", seconds);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }
}
