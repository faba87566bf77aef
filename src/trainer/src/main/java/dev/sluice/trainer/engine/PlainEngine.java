package dev.sluice.trainer.engine;

import java.util.List;
import java.util.Random;

/**
 * Training in plain Java: fully connected layers, without what an operation of a native library costs however small its
 * matrices. All sums are taken in one order and all functions are the scorer's own or exact by IEEE 754, so that the same
 * rows and seed give the same bits on every machine.
 */
final class PlainEngine implements Engine {
    /** To be raised with any change of the arithmetic that changes bits. */
    private static final String NAME = "java 3";

    @Override
    public LayerStack stack(List<LayerShape> shapes, Descent descent, Random random) {
        return new PlainStack(shapes, descent, random);
    }

    @Override
    public void run(Runnable work) {
        work.run();
    }

    @Override
    public void step(Runnable step) {
        step.run();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String machine() {
        return Machine.ofJava();
    }

    @Override
    public void close() {
        // There is nothing but arrays.
    }
}
