package dev.sluice.trainer.engine;

import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Random weights from a generator of our own, because the engine's is shared by the whole process. */
final class InitialWeights {
    private InitialWeights() {}

    /** Sets weights to such, in the order of their indexes. */
    static void draw(INDArray weights, int inputs, int outputs, Random random) {
        try (INDArray i = Nd4j.create(draw((int) weights.length(), inputs, outputs, random), weights.shape(), 'c')) {
            weights.assign(i);
        }
    }

    /**
     * Xavier's normal distribution (Glorot and Bengio 2010): variance {@code 2 / (inputs + outputs)}.
     *
     * @param inputs that an output sums
     * @param outputs that an input goes to
     * @return {@code float[count]}
     */
    static float[] draw(int count, int inputs, int outputs, Random random) {
        float[] initial = new float[count];
        double deviation = Math.sqrt(2.0 / (inputs + outputs));
        for (int i = 0; i < initial.length; i++) {
            initial[i] = (float) (deviation * random.nextGaussian());
        }
        return initial;
    }
}
