package dev.sluice.pipeline;

/** How the learning rate falls over the planned steps: {@code training.learning-rate-schedule}. */
public enum LearningRateSchedule {
    /** Stays as it is. */
    CONSTANT {
        @Override
        public double factor(double progress) {
            return 1;
        }
    },
    /** In a straight line to 0. */
    LINEAR {
        @Override
        public double factor(double progress) {
            return 1 - progress;
        }
    },
    /** Along half a cosine to 0: slowly, fast, slowly. */
    COSINE {
        @Override
        public double factor(double progress) {
            return (1 + StrictMath.cos(StrictMath.PI * progress)) / 2;
        }
    },
    /** By the same share every step, to a hundredth. */
    EXPONENTIAL {
        @Override
        public double factor(double progress) {
            return StrictMath.pow(0.01, progress);
        }
    },
    /** To a tenth after a half of the steps, and to a hundredth after three quarters. */
    STEP {
        @Override
        public double factor(double progress) {
            return progress < 0.5 ? 1 : progress < 0.75 ? 0.1 : 0.01;
        }
    };

    /**
     * What the learning rate at the start is multiplied by.
     *
     * @param progress share of the planned steps that are done, 0 to 1
     * @return 0 to 1
     */
    public abstract double factor(double progress);
}
