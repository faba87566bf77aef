package dev.sluice.trainer.training;

import dev.sluice.inference.Choices;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.trainer.engine.Architecture;
import dev.sluice.trainer.engine.AutoencoderTrainer;
import dev.sluice.trainer.engine.Fitted;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Chooses what {@code model.type: auto} leaves open by short trainings and their loss on the validation rows: first the
 * size of the code, the smallest that keeps nearly all that a larger one keeps, then the hidden layers, the fewest that do
 * nearly as well as more. It ends when {@code training.search} is used up, with the best so far. That time is counted from
 * the work of a training, at a usual pace, rather than taken from a clock: the same rows give the same model.
 */
final class ArchitectureSearch {
    /** Looks at the validation loss in a short training. */
    private static final int EPOCHS = 12;

    private static final int ROWS = 10_000;
    private static final int MOST_LATENTS = 64;
    /** What a step costs whatever the network, and multiplications a second, on one core. */
    private static final double SECONDS_A_STEP = 1e-3;

    private static final double PACE = 5e9;
    /** Forward, backward, and the gradient by the weights. */
    private static final int PASSES = 3;

    /** Share of the explained variance that a smaller code must keep. */
    private static final double KEPT = 0.95;
    /** How much worse than the best fewer layers may be. */
    private static final double NEARLY = 1.02;

    private final ModelConfig asked;
    private final TrainingConfig training;
    private final Optional<Choices> choices;
    private final ScaledRows fit;
    private final ScaledRows validation;
    private double seconds;
    private boolean outOfTime;

    private ArchitectureSearch(
            ModelConfig asked,
            TrainingConfig training,
            Optional<Choices> choices,
            ScaledRows fit,
            ScaledRows validation) {
        this.asked = asked;
        this.choices = choices;
        this.training = training.withMaxEpochs(Math.min(EPOCHS, training.maxEpochs()));
        this.fit = fit.sample(ROWS);
        this.validation = validation.sample(ROWS);
    }

    /**
     * What was chosen.
     *
     * @param model with code size and hidden layers
     * @param why in words, for people
     */
    record Choice(ModelConfig model, String why) {}

    /**
     * @param choices columns that are those of a category
     * @param fit rows to fit to
     * @param validation rows to choose by
     */
    static Choice choose(
            ModelConfig asked,
            TrainingConfig training,
            Optional<Choices> choices,
            ScaledRows fit,
            ScaledRows validation) {
        int columns = fit.values(0).length;
        if (asked.type() != ModelType.AUTO || asked.resolvedType() != ModelType.UNDERCOMPLETE) {
            return new Choice(asked, "model.type was given: " + Architecture.of(asked, columns));
        }
        if (asked.latent() > 0 && !asked.hidden().isEmpty()) {
            return new Choice(asked, "model.latent and model.hidden were given");
        }
        if (training.search().isZero() || columns < 2) {
            return new Choice(asked, "by the number of columns, without a search");
        }
        return new ArchitectureSearch(asked, training, choices, fit, validation).choose(columns);
    }

    private Choice choose(int columns) {
        List<String> why = new ArrayList<>();
        ModelConfig chosen = asked.latent() > 0 ? asked : withLatent(columns, why);
        if (asked.hidden().isEmpty()) {
            chosen = withHidden(chosen, why);
        }
        if (outOfTime) {
            why.add("training.search (" + training.search() + ") was used up before all were tried");
        }
        return new Choice(chosen, String.join("; ", why));
    }

    private ModelConfig withLatent(int columns, List<String> why) {
        int middle = Architecture.of(asked, columns).latent();
        TreeSet<Integer> sizes = new TreeSet<>();
        for (int size : new int[] {(middle + 1) / 2, middle, 2 * middle}) {
            sizes.add(Math.max(1, Math.min(size, Math.min(MOST_LATENTS, columns - 1))));
        }
        double total = meanSquare();
        Map<Integer, Double> losses = new LinkedHashMap<>();
        // The one in the middle first: it is the answer where time is short.
        losses.put(middle, loss(asked.withLayers(middle, asked.hidden())));
        for (int size : sizes) {
            if (!losses.containsKey(size) && hasTime()) {
                losses.put(size, loss(asked.withLayers(size, asked.hidden())));
            }
        }
        double best =
                losses.values().stream().mapToDouble(l -> 1 - l / total).max().orElse(0);
        int chosen = losses.entrySet().stream()
                .filter(e -> 1 - e.getValue() / total >= KEPT * best)
                .mapToInt(Map.Entry::getKey)
                .min()
                .orElse(middle);
        why.add("code of " + chosen
                + ": the smallest that explains at least 95 % of the variance that the best explains ("
                + explained(losses, total) + ")");
        return asked.withLayers(chosen, asked.hidden());
    }

    private static String explained(Map<Integer, Double> losses, double total) {
        List<String> parts = new ArrayList<>();
        new java.util.TreeMap<>(losses)
                .forEach((size, loss) ->
                        parts.add(String.format(Locale.ROOT, "%d: %.1f %%", size, 100 * (1 - loss / total))));
        return String.join(", ", parts);
    }

    private ModelConfig withHidden(ModelConfig model, List<String> why) {
        List<List<Integer>> candidates = List.of(List.of(32), model.hidden());
        double linear = loss(model.withLayers(model.latent(), ModelConfig.NO_HIDDEN));
        ModelConfig chosen = model.withLayers(model.latent(), ModelConfig.NO_HIDDEN);
        double accepted = linear;
        List<String> tried = new ArrayList<>(List.of(String.format(Locale.ROOT, "none %.4g", linear)));
        for (List<Integer> hidden : candidates) {
            if (!hasTime()) {
                break;
            }
            double loss = loss(model.withLayers(model.latent(), hidden));
            tried.add(String.format(Locale.ROOT, "%s %.4g", hidden.isEmpty() ? "two" : "one of 32", loss));
            if (loss * NEARLY < accepted) {
                accepted = loss;
                chosen = model.withLayers(model.latent(), hidden);
            }
        }
        why.add("hidden layers: the fewest within 2 % of the best validation loss (" + String.join(", ", tried) + ")");
        return chosen;
    }

    private boolean hasTime() {
        boolean has = seconds < training.search().toNanos() / 1e9;
        outOfTime |= !has;
        return has;
    }

    private double loss(ModelConfig model) {
        Architecture architecture = Architecture.of(model, fit.values(0).length, choices);
        try (Fitted fitted = new AutoencoderTrainer(training).train(architecture, fit, validation)) {
            double work = (double) PASSES * fitted.figures().get("parameters") * Math.min(training.batch(), fit.size());
            seconds += fitted.fitLosses().size() * AutoencoderTrainer.STEPS * (SECONDS_A_STEP + work / PACE);
            return fitted.bestEpoch() == 0
                    ? Double.MAX_VALUE
                    : fitted.exported().loss(validation);
        }
    }

    /** Of the validation rows: what a code of nothing would leave. */
    private double meanSquare() {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < validation.size(); i++) {
            float[] x = validation.values(i);
            for (int j = 0; j < x.length; j++) {
                if (validation.present(i)[j]) {
                    sum += (double) x[j] * x[j];
                    count++;
                }
            }
        }
        return Math.max(1e-12, sum / Math.max(1, count));
    }
}
