package dev.sluice.trainer.engine;

import dev.sluice.inference.Grid;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Between rows of pixels with the channels last, as the scorer has them, and the engine's images with channels first. */
final class Pixels {
    private Pixels() {}

    /** {@code [rows, height * width * channels]}, from that or from {@code [rows, channels, height, width]}. */
    static INDArray flat(INDArray x) {
        if (x.rank() == 2) {
            return x;
        }
        return x.permute(0, 2, 3, 1).dup('c').reshape('c', x.size(0), x.size(1) * x.size(2) * x.size(3));
    }

    /** {@code [rows, channels, height, width]}, from that or from {@code [rows, height * width * channels]}. */
    static INDArray images(INDArray x, Grid grid) {
        if (x.rank() == 4) {
            return x;
        }
        return x.dup('c')
                .reshape('c', x.size(0), grid.height(), grid.width(), grid.channels())
                .permute(0, 3, 1, 2)
                .dup('c');
    }
}
