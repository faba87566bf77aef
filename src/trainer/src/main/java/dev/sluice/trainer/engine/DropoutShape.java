package dev.sluice.trainer.engine;

import dev.sluice.inference.Layer;
import java.util.Random;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sets a share of the values to 0 in training, other ones in every step (Srivastava et al. 2014), and makes up for it with
 * the others. Nothing is left of it in the scorer.
 *
 * @param seed of our own generator, because the engine's is shared by the whole process
 */
record DropoutShape(int size, double share, long seed) implements LayerShape {

    @Override
    public int inputs() {
        return size;
    }

    @Override
    public int outputs() {
        return size;
    }

    @Override
    public org.deeplearning4j.nn.conf.layers.Layer configuration() {
        return new DropoutLayer.Builder(1 - share).build();
    }

    @Override
    public TrainingLayer training(org.deeplearning4j.nn.api.Layer layer, LayerWorkspaceMgr memory) {
        return new Dropping(share, new SplittableRandom(seed));
    }

    @Override
    public PlainLayer plain(PlainWeights weights) {
        return new PlainDropout(share, new SplittableRandom(seed));
    }

    @Override
    public INDArray arrange(INDArray x) {
        return Pixels.flat(x);
    }

    @Override
    public void initialize(org.deeplearning4j.nn.api.Layer layer, Random random) {
        // There are no weights.
    }

    /** Null: the scorer has no such layer. */
    @Override
    public Layer export(org.deeplearning4j.nn.api.Layer layer) {
        return null;
    }

    @Override
    public boolean isForTrainingOnly() {
        return true;
    }

    @Override
    public boolean isOf(Layer other) {
        return false;
    }

    @Override
    public void assign(org.deeplearning4j.nn.api.Layer layer, Layer from) {
        // There are no weights.
    }

    private static final class Dropping implements TrainingLayer {
        private final double share;
        private final SplittableRandom random;
        private INDArray kept;

        Dropping(double share, SplittableRandom random) {
            this.share = share;
            this.random = random;
        }

        @Override
        public INDArray forward(INDArray x) {
            INDArray flat = Pixels.flat(x);
            float[] mask = new float[(int) flat.length()];
            for (int i = 0; i < mask.length; i++) {
                mask[i] = random.nextDouble() < share ? 0 : (float) (1 / (1 - share));
            }
            kept = Nd4j.create(mask, flat.shape(), 'c');
            return flat.mul(kept);
        }

        @Override
        public INDArray backward(INDArray gradient, boolean further) {
            return further ? Pixels.flat(gradient).mul(kept) : null;
        }
    }
}
