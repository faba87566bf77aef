package dev.sluice.pipeline;

import java.util.Locale;

/** What training makes small: {@code model.loss}. */
public enum Loss {
    /** {@link #GAUSSIAN} for a variational autoencoder, else {@link #MSE}. */
    AUTO,
    /** Mean squared error. */
    MSE,
    /** Mean absolute error. */
    MAE,
    /** Squared up to an error of 1, absolute beyond. */
    HUBER,
    /** For values from 0 to 1; the reconstruction is one of a logistic function. */
    BINARY_CROSSENTROPY,
    /** Negative log likelihood of a normal distribution, whose variance is learned for each feature. */
    GAUSSIAN;

    /** The name in config files: {@code binary-crossentropy}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
