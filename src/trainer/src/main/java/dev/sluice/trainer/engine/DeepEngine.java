package dev.sluice.trainer.engine;

import java.util.List;
import java.util.Random;

/** Training by Deeplearning4j: every kind of layer, in native memory. */
final class DeepEngine implements Engine {
    private static final String NAME = "deeplearning4j 1.0.0-M2.1";

    private final StepMemory memory = new StepMemory();

    @Override
    public LayerStack stack(List<LayerShape> shapes, Descent descent, Random random) {
        return NativeEngine.call(() -> new DeepStack(shapes, Updaters.of(descent), memory, random));
    }

    @Override
    public void run(Runnable work) {
        NativeEngine.run(work);
    }

    @Override
    public void step(Runnable step) {
        memory.step(step);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String machine() {
        return Machine.description();
    }

    @Override
    public void close() {
        memory.close();
    }
}
