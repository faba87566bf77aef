package dev.sluice.trainer.engine;

import dev.sluice.pipeline.TrainingEngine;
import java.util.List;
import java.util.Random;

/**
 * Who does the arithmetic of one network's training: makes the stacks of its layers, and runs the work that uses them.
 * Belongs to one thread at a time.
 */
interface Engine extends AutoCloseable {

    /**
     * The engine that was asked for.
     *
     * @throws IllegalArgumentException where it is still {@link TrainingEngine#AUTO}
     */
    static Engine of(TrainingEngine asked) {
        return switch (asked) {
            case JAVA -> new PlainEngine();
            case DL4J -> new DeepEngine();
            case AUTO -> throw new IllegalArgumentException("an engine is made of java or dl4j, got auto");
        };
    }

    /**
     * @param shapes at least one, each taking what the one before gives
     * @param random draws the initial weights
     * @throws IllegalArgumentException where this engine has no such layer
     */
    LayerStack stack(List<LayerShape> shapes, Descent descent, Random random);

    /** Runs work with stacks; what steps leave behind is freed after it. May be nested. */
    void run(Runnable work);

    /** Runs forward and backward pass and the step of each stack, within {@link #run}. */
    void step(Runnable step);

    /** Its name and version, as models name it. */
    String name();

    /** What its arithmetic depends on besides its input. */
    String machine();

    /** To be called on the thread that worked with it, after its stacks. */
    @Override
    void close();
}
