package dev.sluice.trainer.training;

import dev.sluice.feature.Observation;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.trainer.continuity.LatentSpace;
import dev.sluice.trainer.continuity.Predecessor;
import dev.sluice.trainer.engine.Architecture;
import dev.sluice.trainer.engine.Exported;
import dev.sluice.trainer.engine.Inheritance;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * How a model follows the champion: what its training begins with, and where its latents are.
 *
 * <p>Weights that are taken over have seen the rows that the champion was fitted on. As windows move on, those all come
 * before the latest quarter of the new window. Where they do not, such as after {@code training.history} was made longer,
 * the rows that the champion saw do not calibrate and judge; where most are of that kind, training begins at random.
 */
final class Succession {
    /** When the latest row was observed that the weights were fitted to, or that chose their epoch; in milliseconds. */
    static final String FITTED_TO = "fitted-to";

    /** What staying near to the champion is worth: a share of the latents' variance costs so many times that share of the loss. */
    private static final double PULL = 8;

    private final PipelineConfig config;
    private final Prepared history;
    private final TimeSplit split;
    private final Optional<LoadedModel> parent;
    private final Optional<Predecessor> predecessor;
    private final Optional<String> obstacle;

    private Succession(
            PipelineConfig config,
            Prepared history,
            TimeSplit split,
            Optional<LoadedModel> parent,
            Optional<Predecessor> predecessor,
            Optional<String> obstacle) {
        this.config = config;
        this.history = history;
        this.split = split;
        this.parent = parent;
        this.predecessor = predecessor;
        this.obstacle = obstacle;
    }

    static Succession of(PipelineConfig config, Prepared history, Optional<LoadedModel> parent) {
        TimeSplit split = split(config, history);
        if (parent.isEmpty()) {
            return new Succession(config, history, split, parent, Optional.empty(), Optional.empty());
        }
        long fittedTo = fittedTo(parent.get());
        int[] unseen = Arrays.stream(split.judge())
                .filter(i -> history.observations()[i].timestamp() > fittedTo)
                .toArray();
        Optional<String> obstacle = WarmStart.obstacle(config, parent.get(), unseen.length, split);
        Predecessor predecessor =
                new Predecessor(parent.get(), history.encoder(), history.observations(), history.runs());
        if (obstacle.isEmpty() && predecessor.network().isEmpty()) {
            obstacle = Optional.of("its layers do not take the columns there are now");
        }
        return new Succession(
                config,
                history,
                obstacle.isPresent() ? split : split.judging(unseen),
                parent,
                Optional.of(predecessor),
                obstacle);
    }

    private static TimeSplit split(PipelineConfig config, Prepared history) {
        return TimeSplit.of(history.normal(), config.training().seed()).fittedOn(history.fitted());
    }

    /**
     * The same begun at random, because nothing usable has come of the champion's weights.
     *
     * @param why in words
     * @return empty where this was begun at random already
     */
    Optional<Succession> begunAgain(String why) {
        if (parent.isEmpty() || obstacle.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Succession(
                config,
                history,
                split(config, history),
                parent,
                predecessor,
                Optional.of("with the weights of " + name() + ", " + why)));
    }

    /** Of a model that does not say: the end of its window. */
    private static long fittedTo(LoadedModel parent) {
        Double said = parent.artifact().getProvenance().getFigures().get(FITTED_TO);
        return said == null ? parent.artifact().getProvenance().getWindowTo() : said.longValue();
    }

    /** The rows by their use; none of those to judge on was fitted on, by this model or where it begins. */
    TimeSplit split() {
        return split;
    }

    /**
     * The architecture of the champion where its weights are taken over, else one that is looked for.
     *
     * @param asked as configured
     * @param search chooses what that leaves open
     */
    ArchitectureSearch.Choice choice(ModelConfig asked, Supplier<ArchitectureSearch.Choice> search) {
        if (parent.isEmpty()) {
            return search.get();
        }
        if (obstacle.isPresent()) {
            return search.get();
        }
        if (WarmStart.isOutgrown(parent.get(), split)) {
            ArchitectureSearch.Choice again = search.get();
            return new ArchitectureSearch.Choice(
                    again.model(), again.why() + "; chosen again, as there are many more rows than for " + name());
        }
        return new ArchitectureSearch.Choice(WarmStart.like(parent.get(), asked), "as " + name());
    }

    private String name() {
        return "version " + parent.orElseThrow().model().version();
    }

    /** What training began with, in words to follow those on the choice; nothing where there is no champion. */
    String beginning(boolean inherited) {
        if (predecessor.isEmpty()) {
            return "";
        }
        if (!inherited) {
            return "; begun at random: " + obstacle.orElse(name() + " has other layers");
        }
        int added = predecessor.get().addedColumns();
        int removed = predecessor.get().removedColumns();
        return "; begun with the weights of " + name()
                + (added + removed == 0 ? "" : ", columns added: " + added + ", removed: " + removed);
    }

    /** What training begins with; empty where it begins at random. */
    Optional<Inheritance> inheritance(Architecture architecture) {
        return obstacle.isPresent()
                ? Optional.empty()
                : predecessor.flatMap(p -> p.inheritance(architecture, split.fit(), split.validation(), PULL));
    }

    /** Where the latents of the trained network are. */
    LatentSpace space(int version, Exported network) {
        return predecessor
                .map(p -> p.successor(
                        version,
                        network,
                        history.inputs(),
                        split.fit(),
                        split.judge(),
                        config.renewal().fidelity()))
                .orElseGet(() -> LatentSpace.first(version, network));
    }

    /** What is to be said of the model beside its network's own figures. */
    Map<String, Double> figures(LatentSpace space, boolean inherited) {
        Map<String, Double> figures = new LinkedHashMap<>(space.figures());
        long latest = IntStream.concat(Arrays.stream(split.fit()), Arrays.stream(split.validation()))
                .mapToObj(i -> history.observations()[i])
                .mapToLong(Observation::timestamp)
                .max()
                .orElseThrow();
        figures.put(FITTED_TO, (double) (inherited ? Math.max(latest, fittedTo(parent.orElseThrow())) : latest));
        return figures;
    }
}
