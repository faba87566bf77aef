package dev.sluice.trainer.engine;

import dev.sluice.inference.Network;

/** An autoencoder in the form the scorer runs: float arrays, free of the training engine. Immutable. */
public record Exported(Network encoder, Network decoder) {

    /** Scratch for {@link #reconstruct}; each thread brings its own. */
    public Scratch newScratch() {
        return new Scratch(encoder.newBuffers(), decoder.newBuffers());
    }

    /**
     * @param x {@code float[features]}, scaled
     * @return {@code float[features]}, owned by {@code scratch} and valid until the next call with it
     */
    public float[] reconstruct(float[] x, Scratch scratch) {
        return decoder.forward(encoder.forward(x, scratch.encoder), scratch.decoder);
    }

    /** Mean squared error over the present values of {@code rows}, scaled units; 0 where there are none. */
    public double loss(ScaledRows rows) {
        Scratch scratch = newScratch();
        double sum = 0;
        long count = 0;
        for (int i = 0; i < rows.size(); i++) {
            float[] x = rows.values(i);
            boolean[] present = rows.present(i);
            float[] y = reconstruct(x, scratch);
            for (int j = 0; j < x.length; j++) {
                if (present[j]) {
                    double r = (double) x[j] - y[j];
                    sum += r * r;
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /**
     * How far this is from what the training engine makes of the same rows. Rounding errors grow with what is summed,
     * so a difference counts as a share of the largest value expected in its row where that is above 1.
     *
     * @param rows {@code float[rows][features]}
     * @param expected {@code float[rows][features]}
     * @return the largest difference; NaN where any value is
     */
    public double largestDifference(float[][] rows, float[][] expected) {
        Scratch scratch = newScratch();
        double largest = 0;
        for (int i = 0; i < rows.length; i++) {
            float[] actual = reconstruct(rows[i], scratch);
            double magnitude = 1;
            double difference = 0;
            for (int j = 0; j < actual.length; j++) {
                magnitude = Math.max(magnitude, Math.abs(expected[i][j]));
                difference = Math.max(difference, Math.abs((double) actual[j] - expected[i][j]));
            }
            largest = Math.max(largest, difference / magnitude);
        }
        return largest;
    }

    /** Buffers of one thread. */
    public record Scratch(Network.Buffers encoder, Network.Buffers decoder) {}
}
