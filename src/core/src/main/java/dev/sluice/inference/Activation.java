package dev.sluice.inference;

import java.util.Locale;

/**
 * Activation functions by their usual names, applied in place. Definitions and constants are those of Keras and
 * Deeplearning4j.
 */
public enum Activation {
    /** {@code x}. */
    IDENTITY {
        @Override
        float of(float x) {
            return x;
        }

        @Override
        public void apply(float[] x) {
            // Nothing to be done.
        }
    },
    /** {@code max(0, x)}. */
    RELU {
        @Override
        float of(float x) {
            return Math.max(0, x);
        }

        @Override
        public void apply(float[] x) {
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.max(0, x[i]);
            }
        }
    },
    /** {@code x} where positive, {@code 0.01 x} elsewhere. */
    LEAKYRELU {
        @Override
        float of(float x) {
            return Math.max(x, 0.01f * x);
        }

        @Override
        public void apply(float[] x) {
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.max(x[i], 0.01f * x[i]);
            }
        }
    },
    /** {@code x} where positive, {@code e^x - 1} elsewhere. */
    ELU {
        @Override
        float of(float x) {
            return Math.max(x, 0) + Elementary.expm1(Math.min(x, 0));
        }

        @Override
        public void apply(float[] x) {
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.max(x[i], 0) + Elementary.expm1(Math.min(x[i], 0));
            }
        }
    },
    /** Self-normalizing ELU (Klambauer et al. 2017). */
    SELU {
        @Override
        float of(float x) {
            return 1.050701f * Math.max(x, 0) + 1.7580993f * Elementary.expm1(Math.min(x, 0));
        }

        @Override
        public void apply(float[] x) {
            for (int i = 0; i < x.length; i++) {
                x[i] = 1.050701f * Math.max(x[i], 0) + 1.7580993f * Elementary.expm1(Math.min(x[i], 0));
            }
        }
    },
    /** Hyperbolic tangent. */
    TANH {
        @Override
        float of(float x) {
            return Elementary.tanh(x);
        }

        @Override
        public void apply(float[] x) {
            RowKernel.fastest().tanh(x);
        }
    },
    /** {@code 1 / (1 + e^-x)}. */
    SIGMOID {
        @Override
        float of(float x) {
            return Elementary.sigmoid(x);
        }

        @Override
        public void apply(float[] x) {
            for (int i = 0; i < x.length; i++) {
                x[i] = Elementary.sigmoid(x[i]);
            }
        }
    },
    /** {@code clamp(0.2 x + 0.5, 0, 1)}. */
    HARDSIGMOID {
        @Override
        float of(float x) {
            return Math.min(1, Math.max(0, 0.2f * x + 0.5f));
        }

        @Override
        public void apply(float[] x) {
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.min(1, Math.max(0, 0.2f * x[i] + 0.5f));
            }
        }
    },
    /** {@code clamp(x, -1, 1)}. */
    HARDTANH {
        @Override
        float of(float x) {
            return Math.min(1, Math.max(-1, x));
        }

        @Override
        public void apply(float[] x) {
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.min(1, Math.max(-1, x[i]));
            }
        }
    },
    /** {@code ln(1 + e^x)}. */
    SOFTPLUS {
        @Override
        float of(float x) {
            return x > 30 ? x : (float) StrictMath.log1p(Elementary.exp(x));
        }

        @Override
        public void apply(float[] x) {
            for (int i = 0; i < x.length; i++) {
                x[i] = x[i] > 30 ? x[i] : (float) StrictMath.log1p(Elementary.exp(x[i]));
            }
        }
    },
    /** {@code x / (1 + |x|)}. */
    SOFTSIGN {
        @Override
        float of(float x) {
            return x / (1 + Math.abs(x));
        }

        @Override
        public void apply(float[] x) {
            for (int i = 0; i < x.length; i++) {
                x[i] = x[i] / (1 + Math.abs(x[i]));
            }
        }
    },
    /** {@code x / (1 + e^-x)}, also called SiLU. */
    SWISH {
        @Override
        float of(float x) {
            return (float) (x / (1 + Elementary.exp(-x)));
        }

        @Override
        public void apply(float[] x) {
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) (x[i] / (1 + Elementary.exp(-x[i])));
            }
        }
    };

    /** The function of one value. */
    abstract float of(float x);

    /** Applies {@link #of} to all of {@code x}; a loop of each function's own, which the JIT compiler can vectorize. */
    public abstract void apply(float[] x);

    /** The name in config files and artifacts: {@code tanh}, {@code relu}, … */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The activation of that name.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static Activation ofLabel(String label) {
        StringBuilder known = new StringBuilder();
        for (Activation a : values()) {
            if (a.label().equals(label)) {
                return a;
            }
            known.append(known.isEmpty() ? "" : ", ").append(a.label());
        }
        throw new IllegalArgumentException("unknown activation \"" + label + "\", expected one of " + known);
    }
}
