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
    },
    /** {@code max(0, x)}. */
    RELU {
        @Override
        float of(float x) {
            return x > 0 || Float.isNaN(x) ? x : 0;
        }
    },
    /** {@code x} where positive, {@code 0.01 x} elsewhere. */
    LEAKYRELU {
        @Override
        float of(float x) {
            return x > 0 ? x : 0.01f * x;
        }
    },
    /** {@code x} where positive, {@code e^x - 1} elsewhere. */
    ELU {
        @Override
        float of(float x) {
            return x > 0 ? x : (float) (Elementary.exp(x) - 1);
        }
    },
    /** Self-normalizing ELU (Klambauer et al. 2017). */
    SELU {
        @Override
        float of(float x) {
            return (float) (1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Elementary.exp(x) - 1)));
        }
    },
    /** Hyperbolic tangent. */
    TANH {
        @Override
        float of(float x) {
            return (float) Elementary.tanh(x);
        }
    },
    /** {@code 1 / (1 + e^-x)}. */
    SIGMOID {
        @Override
        float of(float x) {
            return (float) Elementary.sigmoid(x);
        }
    },
    /** {@code clamp(0.2 x + 0.5, 0, 1)}. */
    HARDSIGMOID {
        @Override
        float of(float x) {
            return Math.min(1, Math.max(0, 0.2f * x + 0.5f));
        }
    },
    /** {@code clamp(x, -1, 1)}. */
    HARDTANH {
        @Override
        float of(float x) {
            return Math.min(1, Math.max(-1, x));
        }
    },
    /** {@code ln(1 + e^x)}. */
    SOFTPLUS {
        @Override
        float of(float x) {
            return x > 30 ? x : (float) StrictMath.log1p(Elementary.exp(x));
        }
    },
    /** {@code x / (1 + |x|)}. */
    SOFTSIGN {
        @Override
        float of(float x) {
            return x / (1 + Math.abs(x));
        }
    },
    /** {@code x / (1 + e^-x)}, also called SiLU. */
    SWISH {
        @Override
        float of(float x) {
            return (float) (x * Elementary.sigmoid(x));
        }
    };

    abstract float of(float x);

    /** Applies the function to all of {@code x}. */
    void apply(float[] x) {
        if (this == IDENTITY) {
            return;
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = of(x[i]);
        }
    }

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
