package dev.sluice.model;

import dev.sluice.model.ArtifactException.Reason;
import java.util.Optional;

/**
 * How the latents of a model become those of the version it was made after: {@code parent's = latent * matrix + offset}.
 * Immutable.
 */
public final class LatentMap {
    private final int version;
    private final float[][] matrix; // [latents][parent's latents]
    private final float[] offset; // [parent's latents]
    private final double fidelity;

    /**
     * @param version of the parent
     * @param matrix {@code float[latents][parent's latents]}, not copied
     * @param offset {@code float[parent's latents]}, not copied
     * @param fidelity share of the variance of the parent's latents that the mapped latents tell, on rows that neither was
     *     fitted on; at most 1
     * @throws IllegalArgumentException where the shapes do not match
     */
    public LatentMap(int version, float[][] matrix, float[] offset, double fidelity) {
        for (float[] row : matrix) {
            if (row.length != offset.length) {
                throw new IllegalArgumentException(
                        "a latent maps to " + row.length + " of the parent's latents, which are " + offset.length);
            }
        }
        this.version = version;
        this.matrix = matrix;
        this.offset = offset;
        this.fidelity = fidelity;
    }

    /** The parent's version. */
    public int version() {
        return version;
    }

    /** Share of the variance of the parent's latents that the mapped latents tell, on rows that neither was fitted on. */
    public double fidelity() {
        return fidelity;
    }

    /** Size of the parent's latent. */
    public int parentLatents() {
        return offset.length;
    }

    /**
     * @param latent {@code float[latents]}
     * @return {@code float[parent's latents]}
     * @throws IllegalArgumentException where the latent is of another size
     */
    public float[] apply(float[] latent) {
        if (latent.length != matrix.length) {
            throw new IllegalArgumentException("expected a latent of " + matrix.length + ", got " + latent.length);
        }
        double[] sum = new double[offset.length];
        for (int i = 0; i < latent.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] += (double) latent[i] * matrix[i][j];
            }
        }
        float[] mapped = new float[sum.length];
        for (int j = 0; j < mapped.length; j++) {
            mapped[j] = (float) (sum[j] + offset[j]);
        }
        return mapped;
    }

    dev.sluice.contract.LatentMap data() {
        float[] flat = new float[matrix.length * offset.length];
        for (int i = 0; i < matrix.length; i++) {
            System.arraycopy(matrix[i], 0, flat, i * offset.length, offset.length);
        }
        return new dev.sluice.contract.LatentMap(version, Floats.encode(flat), Floats.encode(offset), fidelity);
    }

    /**
     * The map that an artifact carries.
     *
     * @param latents of the artifact's model
     * @throws ArtifactException where it is of another shape, or a number is not finite
     */
    static Optional<LatentMap> of(dev.sluice.contract.LatentMap data, int latents) throws ArtifactException {
        if (data == null) {
            return Optional.empty();
        }
        int parents = Floats.count(data.getOffset());
        if (data.getOffset().remaining() != (long) parents * Float.BYTES
                || parents == 0
                || data.getMatrix().remaining() != (long) latents * parents * Float.BYTES) {
            throw new ArtifactException(
                    Reason.SHAPE,
                    "the map to the parent's latents claims " + latents + " x " + parents + " values, but holds "
                            + data.getMatrix().remaining() + " bytes");
        }
        float[] offset = new float[parents];
        Floats.decode(data.getOffset(), 0, offset);
        ModelCompiler.requireFinite("offset of the map to the parent's latents", offset);
        float[][] matrix = new float[latents][parents];
        for (int i = 0; i < latents; i++) {
            Floats.decode(data.getMatrix(), i * parents, matrix[i]);
            ModelCompiler.requireFinite("map to the parent's latents", matrix[i]);
        }
        ModelCompiler.requireFinite("fidelity to the parent's latents", new double[] {data.getFidelity()});
        return Optional.of(new LatentMap(data.getVersion(), matrix, offset, data.getFidelity()));
    }
}
