package dev.sluice.trainer.detection;

import dev.sluice.trainer.engine.Exported;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;

/** Rows, and what the model's own autoencoder makes of each. Not thread-safe. */
public final class Restored {
    private final Exported network;
    private final ScaledRows rows;
    private final ScaledRows inputs;
    private final Exported.Scratch scratch;

    /**
     * @param rows what is judged
     * @param inputs as many: what the network takes, each ending with its row
     */
    public Restored(Exported network, ScaledRows rows, ScaledRows inputs) {
        this.network = network;
        this.rows = rows;
        this.inputs = inputs;
        this.scratch = network.newScratch();
    }

    ScaledRows rows() {
        return rows;
    }

    int size() {
        return rows.size();
    }

    int columns() {
        return rows.values(0).length;
    }

    int latents() {
        return network.encoder().outputs();
    }

    /** {@code float[latents]}, valid until the next call. */
    float[] latent(int row) {
        return network.encode(inputs.values(row), scratch);
    }

    /** {@code float[columns]} of the row, which is the last of its input; valid until the next call. */
    float[] reconstruction(int row) {
        float[] all = network.reconstruct(inputs.values(row), scratch);
        int columns = columns();
        return all.length == columns ? all : Arrays.copyOfRange(all, all.length - columns, all.length);
    }
}
