package dev.sluice.trainer.training;

import dev.sluice.inference.Dense;
import dev.sluice.inference.Layer;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.ModelConfig;
import dev.sluice.pipeline.ModelType;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a retrain goes on from the champion, and if not, why not. */
final class WarmStart {
    /** A model of a quarter of the rows or less may have been made small for want of rows. */
    private static final int OUTGROWN = 4;

    private WarmStart() {}

    /**
     * Why the weights of the champion are not to begin with, in words; empty where they are.
     *
     * @param judge how many of the rows to calibrate and judge on were not fitted on by the champion either
     * @param split of the rows
     */
    static Optional<String> obstacle(PipelineConfig config, LoadedModel parent, int judge, TimeSplit split) {
        if (!config.renewal().warmStart()) {
            return Optional.of("training.warm-start is off");
        }
        if (!modelConfig(parent).filter(config.model()::equals).isPresent()) {
            return Optional.of("model is configured otherwise than for version "
                    + parent.model().version());
        }
        if (2 * judge < split.judge().length) {
            return Optional.of("version " + parent.model().version() + " was fitted on most of the latest rows");
        }
        return Optional.empty();
    }

    private static Optional<ModelConfig> modelConfig(LoadedModel parent) {
        try {
            return Optional.of(
                    PipelineFile.parse(parent.artifact().getProvenance().getConfiguration(), "configuration", Map.of())
                            .model());
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    /** Whether it was made from so few rows that its architecture should be chosen again. */
    static boolean isOutgrown(LoadedModel parent, TimeSplit split) {
        return (long) OUTGROWN * parent.artifact().getProvenance().getRowsFit() <= split.fit().length;
    }

    /** The configuration with all that it leaves open as the champion has it. */
    static ModelConfig like(LoadedModel parent, ModelConfig asked) {
        if (asked.resolvedType() == ModelType.CONVOLUTIONAL) {
            return asked.withLayers(parent.model().latentSize(), asked.hidden());
        }
        List<Integer> hidden = new ArrayList<>();
        List<Layer> layers = parent.model().encoder().layers();
        for (Layer layer : layers.subList(0, layers.size() - 1)) {
            if (layer instanceof Dense dense) {
                hidden.add(dense.outputs());
            }
        }
        return asked.withLayers(parent.model().latentSize(), hidden.isEmpty() ? ModelConfig.NO_HIDDEN : hidden);
    }
}
