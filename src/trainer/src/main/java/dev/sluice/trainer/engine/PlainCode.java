package dev.sluice.trainer.engine;

/** A code that the decoder gets as it is; with a weight on its mean absolute value, it is a sparse one. */
final class PlainCode implements Bottleneck {
    private final double sparsity;

    PlainCode(double sparsity) {
        this.sparsity = sparsity;
    }

    @Override
    public float[] decoded(float[] code) {
        return code;
    }

    @Override
    public float[] gradient(float[] code, float[] gradient, double progress) {
        if (sparsity > 0) {
            float pull = (float) (sparsity / code.length);
            for (int i = 0; i < code.length; i++) {
                gradient[i] += pull * Math.signum(code[i]);
            }
        }
        return gradient;
    }
}
