package dev.sluice.trainer.engine;

import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/** Deeplearning4j's optimizers by our names, each with a learning rate that follows a schedule. */
final class Updaters {
    private Updaters() {}

    static IUpdater of(Descent descent) {
        ISchedule rate = new Rate(descent);
        return switch (descent.optimizer()) {
            case ADAM -> new Adam(rate);
            case AMSGRAD -> new AMSGrad(rate);
            case ADAMAX -> new AdaMax(rate);
            case NADAM -> new Nadam(rate);
            case ADAGRAD -> new AdaGrad(rate);
            case ADADELTA -> new AdaDelta();
            case RMSPROP -> new RmsProp(rate);
            case NESTEROVS -> new Nesterovs(rate);
            case SGD -> new Sgd(rate);
        };
    }

    /** A schedule in the engine's form. */
    private record Rate(Descent descent) implements ISchedule {

        @Override
        public double valueAt(int iteration, int epoch) {
            return descent.rate(iteration);
        }

        @Override
        @SuppressWarnings("MethodDoesntCallSuperMethod")
        public ISchedule clone() {
            return this;
        }
    }
}
