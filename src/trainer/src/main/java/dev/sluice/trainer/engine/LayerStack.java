package dev.sluice.trainer.engine;

import dev.sluice.inference.Network;

/**
 * Layers that are trained by gradients from outside: {@link #forward}, {@link #backward} with the loss's gradient by the
 * output, {@link #step}. So any loss, noise or code between two stacks is a few lines over float arrays. Rows are
 * flattened, {@code float[rows * values]}. Everything is to be called inside {@link Engine#run}, the three parts of a step
 * inside {@link Engine#step}.
 */
interface LayerStack extends AutoCloseable {

    int inputs();

    int outputs();

    /** How many weights and biases there are. */
    int parameterCount();

    /**
     * @param values {@code float[rows * inputs]}
     * @return {@code float[rows * outputs]}, owned by this and valid until the next call
     */
    float[] forward(float[] values);

    /**
     * Computes the gradients by the weights.
     *
     * @param gradient of the loss by the output of the last {@link #forward}, {@code float[rows * outputs]}
     * @param further whether the result is needed
     * @return gradient of the loss by the input, {@code float[rows * inputs]}, owned by this and valid until the next
     *     call; null unless {@code further}
     */
    float[] backward(float[] gradient, boolean further);

    /**
     * Moves the weights by the gradients of the last {@link #backward}.
     *
     * @param iteration counted from 0
     * @param decay share of the weights that the gradient is raised by (L2 regularization)
     */
    void step(int iteration, double decay);

    /**
     * What the layers make of rows, without dropout, by other code than {@link #forward}: an opinion to check the scorer's
     * kernels by.
     *
     * @param rows {@code float[rows * inputs]}
     * @return {@code float[rows * outputs]}
     */
    float[] output(float[] rows);

    /** All weights and biases, in an order of the engine's own. */
    float[] parameters();

    void parameters(float[] values);

    /** Sets all weights and biases to those of a network whose layers are {@link LayerShape#isOf of the shapes} of these. */
    void assign(Network from);

    /** The layers as they are now, for the scorer. */
    Network export();

    /** Gives back what the garbage collector would be late with. */
    @Override
    void close();
}
