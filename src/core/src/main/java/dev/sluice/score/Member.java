package dev.sluice.score;

import dev.sluice.inference.Network;

/** One voice of the {@link Ensemble}: a network that reconstructs rows, and a codebook of the same rows. Immutable. */
public final class Member {

    private final Network network;
    private final Codebook codebook;
    private final float[] inverseScale; // [centroids]

    /**
     * @param network from columns to columns; null for the model's own autoencoder
     * @param codebook centroids of the rows the network was fitted on
     * @param inverseScale {@code float[centroids]}: one over the root of the mean squared distance of a centroid's own
     *     rows, so that a distance counts by how closely normal rows lie there; finite, above 0; not copied
     * @throws IllegalArgumentException where the parts do not fit together
     */
    public Member(Network network, Codebook codebook, float[] inverseScale) {
        if (network != null && (network.inputs() != codebook.columns() || network.outputs() != codebook.columns())) {
            throw new IllegalArgumentException("a member's network takes " + network.inputs() + " columns and gives "
                    + network.outputs() + ", but its codebook has " + codebook.columns());
        }
        if (inverseScale.length != codebook.size()) {
            throw new IllegalArgumentException(
                    inverseScale.length + " scales for " + codebook.size() + " centroids of a member");
        }
        Checks.positive("a member's scale", inverseScale);
        this.network = network;
        this.codebook = codebook;
        this.inverseScale = inverseScale;
    }

    /** Null for the model's own autoencoder. */
    public Network network() {
        return network;
    }

    public Codebook codebook() {
        return codebook;
    }

    /** {@code float[centroids]}, not copied. */
    public float[] inverseScale() {
        return inverseScale;
    }
}
