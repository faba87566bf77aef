package dev.sluice.cli.encoding;

/** Rows as a model sees, compresses and restores them. */
public final class Encoded {

    private final float[][] scaled;
    private final boolean[][] present;
    private final float[][] latents;
    private final float[][] reconstructions;

    private final float[][] deviations; // null where the model does not know

    Encoded(float[][] scaled, boolean[][] present, float[][] latents, float[][] reconstructions, float[][] deviations) {
        this.scaled = scaled;
        this.present = present;
        this.latents = latents;
        this.reconstructions = reconstructions;
        this.deviations = deviations;
    }

    public int size() {
        return scaled.length;
    }

    /** {@code float[rows][columns]}, imputed where missing. */
    public float[][] scaled() {
        return scaled;
    }

    /** {@code boolean[rows][columns]}. */
    public boolean[][] present() {
        return present;
    }

    /** {@code float[rows][k]}. */
    public float[][] latents() {
        return latents;
    }

    /** {@code float[rows][columns]}, scaled units. */
    public float[][] reconstructions() {
        return reconstructions;
    }

    /** {@code float[rows][k]}: standard deviations of the latents, of a variational model only; else null. */
    public float[][] deviations() {
        return deviations;
    }
}
