package dev.sluice.stream.topology;

/**
 * Quantizes a latent to one signed byte a dimension with a scale of its own: {@code v = q * scale}, off by at most
 * {@code scale / 2}, where {@code scale = max|v| / 127}.
 */
final class LatentQuantizer {

    private static final int LARGEST = 127;

    private LatentQuantizer() {}

    /** The step for a latent of finite values; 0 for one of zeros. */
    static float scale(float[] latent) {
        float max = 0;
        for (float v : latent) {
            max = Math.max(max, Math.abs(v));
        }
        float scale = max / LARGEST;
        // Among subnormal numbers the quotient rounds by up to all of itself.
        while (scale * (LARGEST + 0.5) < max) {
            scale = Math.nextUp(scale);
        }
        return scale;
    }

    /** {@code byte[latents]}, each between -127 and 127. */
    static byte[] quantize(float[] latent, float scale) {
        byte[] q = new byte[latent.length];
        if (scale > 0) {
            for (int i = 0; i < q.length; i++) {
                int rounded = (int) Math.rint((double) latent[i] / scale);
                q[i] = (byte) Math.max(-LARGEST, Math.min(LARGEST, rounded));
            }
        }
        return q;
    }
}
