package dev.sluice.trainer.engine;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers over images that follow each other, a few images at a time through all of them. */
final class ImageBlock implements TrainingLayer {
    /** Small enough for the cache, large enough for matrix products. */
    private static final int IMAGES = 4;

    private final ImagePass[] passes;
    private final float[][] values; // [passes + 1][rows * values], what goes in, between and out
    private final float[][] gradients; // [passes + 1][IMAGES * values]
    private int rows;

    /** @param passes at least one, each taking what the one before gives */
    ImageBlock(List<ImagePass> passes) {
        this.passes = passes.toArray(ImagePass[]::new);
        this.values = new float[passes.size() + 1][];
        this.gradients = new float[passes.size() + 1][];
    }

    @Override
    public INDArray forward(INDArray input) {
        INDArray x = Pixels.flat(input);
        if (rows != x.size(0)) {
            resize((int) x.size(0));
        }
        DeepStack.copy(x, values[0]);
        for (ImagePass pass : passes) {
            pass.begin(rows);
        }
        for (int from = 0; from < rows; from += IMAGES) {
            int to = Math.min(rows, from + IMAGES);
            for (int l = 0; l < passes.length; l++) {
                passes[l].forward(values[l], values[l + 1], from, to);
            }
        }
        return array(values[passes.length]);
    }

    @Override
    public INDArray backward(INDArray gradient, boolean further) {
        int last = passes.length;
        float[] g = new float[values[last].length];
        float[] back = further ? new float[values[0].length] : null;
        DeepStack.copy(Pixels.flat(gradient), g);
        for (int from = 0; from < rows; from += IMAGES) {
            int to = Math.min(rows, from + IMAGES);
            int outputs = passes[last - 1].outputs();
            System.arraycopy(g, from * outputs, gradients[last], 0, (to - from) * outputs);
            for (int l = last - 1; l >= 0; l--) {
                passes[l].backward(
                        values[l], values[l + 1], from, to, gradients[l + 1], further || l > 0 ? gradients[l] : null);
            }
            if (further) {
                int inputs = passes[0].inputs();
                System.arraycopy(gradients[0], 0, back, from * inputs, (to - from) * inputs);
            }
        }
        for (ImagePass pass : passes) {
            pass.end();
        }
        return further ? array(back) : null;
    }

    @Override
    public void close() {
        for (ImagePass pass : passes) {
            pass.close();
        }
    }

    private void resize(int images) {
        rows = images;
        for (int l = 0; l <= passes.length; l++) {
            int size = l == 0 ? passes[0].inputs() : passes[l - 1].outputs();
            values[l] = new float[rows * size];
            gradients[l] = new float[IMAGES * size];
        }
    }

    private INDArray array(float[] from) {
        INDArray array = Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, from.length / rows}, 'c');
        array.data().asNioFloat().put(from);
        return array;
    }
}
