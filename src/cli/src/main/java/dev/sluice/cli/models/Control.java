package dev.sluice.cli.models;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.record.Untrusted;
import dev.sluice.topic.ActivationHistory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator decides about the versions of a pipeline: checks that it can be done, and makes the events that do it.
 * Writes nothing.
 */
final class Control {

    private static final String TAKEN_OVER =
            "Running scorers take it over between two records, within seconds; `sluice models list` marks it with *.";

    private final Models models;
    private final ActivationHistory history;
    private final String by;
    private final String reason;
    private final Clock clock;

    /**
     * @param by who decides
     * @param reason why
     */
    Control(Models models, String by, String reason, Clock clock) {
        this.models = models;
        this.history = models.history();
        this.by = by;
        this.reason = reason;
        this.clock = clock;
    }

    Activation decision(Decision decision, int version, String why) {
        return new Activation(models.pipeline(), version, decision, why, by, clock.millis(), Map.of(), List.of());
    }

    /**
     * Makes a version active.
     *
     * @throws ConfigException where there is no artifact of it
     * @throws UnfitModelException where scorers would refuse it
     */
    Change promote(int version) {
        models.require(version);
        if (isActive(version) && history.pinned().isEmpty()) {
            return alreadyActive(version);
        }
        requireGood(version);
        List<String> said = new ArrayList<>(List.of(activated(version, "is active")));
        pinEnds(said);
        return new Change(Map.of(), List.of(decision(Decision.PROMOTED, version, reason)), said);
    }

    /**
     * Goes back to an earlier version.
     *
     * @param version null for the one that was active before
     * @throws ConfigException where there is no such version
     * @throws UnfitModelException where scorers would refuse it
     */
    Change rollBack(Integer version) {
        int active = active();
        int target = version == null ? predecessor(active) : models.require(version);
        if (target == active) {
            return alreadyActive(target);
        }
        if (!history.everActive().contains(target)) {
            throw new ConfigException("version " + target + " was never active, so there is no way back to it:"
                    + " `sluice models promote " + target + "` makes it active");
        }
        requireGood(target);
        List<String> said = new ArrayList<>(List.of(activated(target, "is active again")));
        pinEnds(said);
        return new Change(Map.of(), List.of(decision(Decision.ROLLED_BACK, target, reason)), said);
    }

    /**
     * Turns a version down, and goes back to the one before where it is the active one.
     *
     * @throws ConfigException where there is no such version, or none to go back to
     * @throws UnfitModelException where scorers would refuse the one to go back to
     */
    Change reject(int version) {
        if (!models.versions().contains(version)) {
            throw new ConfigException(models.absent(version));
        }
        if (models.bytes(version).isEmpty()) {
            return Change.none("Version " + version + " has no artifact, so it cannot become active: nothing written.");
        }
        Activation rejected = decision(Decision.REJECTED, version, reason);
        if (!isActive(version)) {
            return new Change(
                    Map.of(),
                    List.of(rejected),
                    List.of(
                            "Version " + version + " is rejected. It was not active, so scorers go on as they are.",
                            "`sluice models rollback` passes it over from now on."));
        }
        int target = predecessor(version);
        requireGood(target);
        List<String> said =
                new ArrayList<>(List.of("Version " + version + " is rejected.", activated(target, "is active again")));
        pinEnds(said);
        return new Change(
                Map.of(),
                List.of(
                        rejected,
                        decision(Decision.ROLLED_BACK, target, "version " + version + " was rejected: " + reason)),
                said);
    }

    /**
     * Makes a version active and keeps the trainer from promoting another.
     *
     * @param version null for the active one
     * @throws ConfigException where there is no artifact of it
     * @throws UnfitModelException where scorers would refuse it
     */
    Change pin(Integer version) {
        int wanted = models.require(version);
        Optional<Activation> pinned = history.pinned();
        if (isActive(wanted) && pinned.isPresent() && pinned.get().getVersion() == wanted) {
            return Change.none(
                    "Version " + wanted + " is pinned already, " + told(pinned.get()) + ": nothing written.");
        }
        requireGood(wanted);
        List<String> said = new ArrayList<>();
        said.add(
                isActive(wanted)
                        ? "Version " + wanted + " stays active, and is pinned."
                        : activated(wanted, "is active and pinned"));
        said.add("The trainer goes on to train, and publishes what it makes without promoting it, until `sluice models"
                + " unpin`, or until you promote or roll back.");
        return new Change(Map.of(), List.of(decision(Decision.PINNED, wanted, reason)), said);
    }

    /**
     * Lets the trainer promote again.
     *
     * @throws ConfigException where nothing is pinned
     */
    Change unpin() {
        int version = history.pinned()
                .orElseThrow(() -> new ConfigException(
                        "no version of pipeline " + models.pipeline() + " is pinned: there is nothing to unpin"))
                .getVersion();
        return new Change(
                Map.of(),
                List.of(decision(Decision.UNPINNED, version, reason)),
                List.of(
                        "Version " + version + " stays active, and is no longer pinned.",
                        "The trainer promotes its next model that is at least as good. One that it made meanwhile is"
                                + " promoted by `sluice models promote VERSION`."));
    }

    /**
     * Says that a change that the trainer has reported is the new normal.
     *
     * @throws ConfigException where none is reported
     */
    Change acceptRegime() {
        int active = active();
        List<Activation> said = history.regime();
        if (said.stream().noneMatch(a -> a.getDecision() == Decision.REGIME_REPORTED)) {
            throw new ConfigException("no change of regime is reported since version " + active
                    + " became active: the trainer reports one where most entities have changed, all that is left of the"
                    + " history, and steadily. For other rows that should not be left out, `sluice models show` tells why"
                    + " they were");
        }
        Activation last = said.get(said.size() - 1);
        if (last.getDecision() == Decision.REGIME_ACCEPTED) {
            return Change.none(
                    "It is accepted already, " + told(last) + ": nothing written. The next retrain learns it.");
        }
        return new Change(
                Map.of(),
                List.of(decision(Decision.REGIME_ACCEPTED, active, reason)),
                List.of(
                        "Accepted: what was reported " + Figures.time(last.getTimestamp()) + " ("
                                + Untrusted.brief(last.getReason()) + ") is the new normal.",
                        "The trainer's next retrain learns it; until it is promoted, version " + active
                                + " goes on to alert."));
    }

    private int active() {
        return models.champion().orElseThrow(models::none);
    }

    private boolean isActive(int version) {
        return models.champion().filter(c -> c == version).isPresent();
    }

    private Change alreadyActive(int version) {
        return Change.none("Version " + version + " is active already: nothing written.");
    }

    private int predecessor(int active) {
        return history.predecessors().stream()
                .filter(v -> models.bytes(v).isPresent())
                .findFirst()
                .orElseThrow(() -> new ConfigException("there is no version to go back to from version " + active
                        + ": none was active before it that is there and that nobody rejected; `sluice models promote"
                        + " VERSION` makes any other active, and there are " + models.withArtifact()));
    }

    private void requireGood(int version) {
        models.refusal(version).ifPresent(why -> {
            throw new UnfitModelException("scorers would refuse version " + version + ": " + why);
        });
    }

    private String activated(int version, String what) {
        String before = models.champion()
                .map(c -> c == version ? "" : "; before it was version " + c)
                .orElse(", the first one");
        return "Version " + version + " " + what + before + ". " + TAKEN_OVER;
    }

    private void pinEnds(List<String> said) {
        history.pinned()
                .ifPresent(p -> said.add("Version " + p.getVersion()
                        + " is no longer pinned: the trainer promotes its next model that is at least as good."));
    }

    private static String told(Activation a) {
        return "since " + Figures.time(a.getTimestamp()) + " by " + Untrusted.brief(a.getBy()) + " ("
                + a.getDecision().toString().toLowerCase(Locale.ROOT).replace('_', ' ') + ": "
                + Untrusted.brief(a.getReason()) + ")";
    }
}
