package dev.sluice.trainer.detection;

import dev.sluice.inference.Choices;
import dev.sluice.inference.Layer;
import dev.sluice.trainer.engine.Exported;
import dev.sluice.trainer.engine.ScaledRows;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows, and what the model's own autoencoder makes of each. Not thread-safe. */
public final class Restored {
    private final Exported network;
    private final ScaledRows rows;
    private final ScaledRows inputs;
    private final Choices choices; // of a row; null where the network gives no probabilities
    private final Exported.Scratch scratch;

    /**
     * @param rows what is judged
     * @param inputs as many: what the network takes, each ending with its row
     * @param choices columns of a row that are those of a category
     */
    public Restored(Exported network, ScaledRows rows, ScaledRows inputs, Optional<Choices> choices) {
        this.network = network;
        this.rows = rows;
        this.inputs = inputs;
        List<Layer> layers = network.decoder().layers();
        this.choices = layers.get(layers.size() - 1) instanceof Choices ? choices.orElse(null) : null;
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

    /**
     * {@code float[columns]}: what the row, which is the last of its input, is compared with: see
     * {@link Choices#compared}; valid until the next call.
     */
    float[] reconstruction(int row) {
        float[] all = network.reconstruct(inputs.values(row), scratch);
        int columns = columns();
        float[] newest = all.length == columns ? all : Arrays.copyOfRange(all, all.length - columns, all.length);
        if (choices == null) {
            return newest;
        }
        float[] compared = new float[columns];
        choices.compared(rows.values(row), newest, compared);
        return compared;
    }
}
