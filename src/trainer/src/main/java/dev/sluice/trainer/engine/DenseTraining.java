package dev.sluice.trainer.engine;

import java.util.Map;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A dense layer's forward and backward pass on the engine's weights and gradients, with the engine's operations. The
 * engine's own passes compute the layer's sums a second time on the way back and copy what they are given: that is twice
 * the work.
 */
final class DenseTraining implements TrainingLayer {
    private static final MMulTranspose FIRST_TRANSPOSED =
            MMulTranspose.builder().transposeA(true).build();
    private static final MMulTranspose SECOND_TRANSPOSED =
            MMulTranspose.builder().transposeB(true).build();

    private final INDArray weights; // [inputs, outputs]
    private final INDArray bias; // [1, outputs]
    private final INDArray weightGradient;
    private final INDArray biasGradient;
    private final IActivation activation;
    private INDArray x; // [rows, inputs]
    private INDArray sums; // [rows, outputs]

    DenseTraining(DenseLayer layer) {
        Map<String, INDArray> gradients = DefaultParamInitializer.getInstance()
                .getGradientsFromFlattened(layer.conf(), layer.getGradientsViewArray());
        this.weights = layer.getParam("W");
        this.bias = layer.getParam("b");
        this.weightGradient = gradients.get("W");
        this.biasGradient = gradients.get("b");
        this.activation = layer.layerConf().getActivationFn();
    }

    @Override
    public INDArray forward(INDArray input) {
        x = Pixels.flat(input);
        sums = Nd4j.createUninitialized(weights.dataType(), new long[] {x.size(0), weights.size(1)}, 'c');
        Nd4j.exec(new Mmul(x, weights, sums, null));
        sums.addiRowVector(bias);
        return isLinear() ? sums : activation.getActivation(sums.dup('c'), true);
    }

    @Override
    public INDArray backward(INDArray gradient, boolean further) {
        INDArray g = Pixels.flat(gradient);
        if (!isLinear()) {
            g = activation.backprop(sums, g).getFirst();
        }
        Nd4j.exec(new Mmul(x, g, weightGradient, FIRST_TRANSPOSED));
        g.sum(biasGradient, 0);
        if (!further) {
            return null;
        }
        INDArray back = Nd4j.createUninitialized(weights.dataType(), x.shape(), 'c');
        Nd4j.exec(new Mmul(g, weights, back, SECOND_TRANSPOSED));
        return back;
    }

    private boolean isLinear() {
        return activation instanceof ActivationIdentity;
    }
}
