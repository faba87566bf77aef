package dev.sluice.trainer;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.registry.RegistryOutageException;
import dev.sluice.registry.RegistryRefusalException;
import dev.sluice.signature.SigningKey;
import dev.sluice.topic.BrokerRefusal;
import dev.sluice.trainer.publish.Publisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a pipeline's models on their schedule, until closed: the first as soon as there are enough records, the next as
 * {@link Schedule} says. Whatever the cluster does, it says so, waits and tries again; only where it refuses, it gives up.
 */
public final class TrainerService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrainerService.class);
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final String pipeline;
    private final String address;
    private final Clock clock;
    private final Connection.Factory cluster;
    private final TrainingListener listener;
    private final TrainingRound round;
    private final Retirement retirement;
    private final Lookout lookout;
    private final Schedule schedule;
    private final PublishingRight right = new PublishingRight();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile Thread runner;
    private volatile String refusal;

    // Guarded by oneAtATime.
    private boolean remembered;
    private boolean standsBy;
    private int trainings;
    private Instant last = Instant.EPOCH;

    /** @throws ConfigException where the signing key or a trusted one cannot be used */
    public TrainerService(PipelineConfig config, Clock clock) {
        this(config, clock, new TrainingListener() {});
    }

    /**
     * @param listener hears what happens, besides the log
     * @throws ConfigException where the signing key or a trusted one cannot be used
     */
    public TrainerService(PipelineConfig config, Clock clock, TrainingListener listener) {
        this(config, clock, listener, cluster(config, clock));
    }

    /** The key is read before anything else: it must not turn out to be missing when a model is to be published. */
    private static Connection.Factory cluster(PipelineConfig config, Clock clock) {
        Optional<SigningKey> key = SigningKey.of(config.trust().signingKey());
        return () -> new KafkaConnection(config, clock, key);
    }

    TrainerService(PipelineConfig config, Clock clock, TrainingListener listener, Connection.Factory cluster) {
        this.pipeline = config.pipeline();
        this.address = config.kafka().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        this.clock = clock;
        this.cluster = cluster;
        this.listener = new Listeners(List.of(new TrainingLog(clock), listener));
        this.round = new TrainingRound(config, clock, this.listener, right);
        this.retirement = new Retirement(config, clock, right);
        this.lookout = new Lookout(config, clock, this.listener, right);
        this.schedule = new Schedule(config.training().every());
    }

    /** What a pipeline's trainers fence each other by. */
    public static String transactionalId(PipelineConfig config) {
        return "sluice-trainer-" + config.pipeline();
    }

    /** Trains on schedule until {@link #close()}, or until the cluster refuses; call it once. */
    public void run() {
        runner = Thread.currentThread();
        try {
            int failures = 0;
            Duration pause = Duration.ZERO;
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    pause = step();
                    failures = 0;
                } catch (InterruptException | CancellationException e) {
                    // Interrupted by close, which the loop's condition sees; or by others, who mean the same.
                    break;
                } catch (KafkaException e) {
                    refusal = BrokerRefusal.of(e).orElse(null);
                    if (refusal != null) {
                        LOG.error("giving up: {}", refusal);
                        break;
                    }
                    pause = Schedule.untilRetry(++failures);
                    listener.waiting("the Kafka cluster at " + address + " cannot be used: " + e.getMessage());
                } catch (RegistryOutageException e) {
                    pause = Schedule.untilRetry(++failures);
                    listener.waiting("waiting for the schema registry: " + e.getMessage());
                } catch (ConfigException | RegistryRefusalException e) {
                    pause = Schedule.untilRetry(++failures);
                    listener.waiting(e.getMessage());
                } catch (RuntimeException e) {
                    pause = Schedule.untilRetry(++failures);
                    LOG.error("training failed, trying again in {}", pause, e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted", e);
        } finally {
            runner = null;
            stopped.countDown();
        }
    }

    /** Why {@link #run()} ended by itself: what the cluster does not allow, which no waiting mends. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Trains if it is time and no other trainer does. Returns how long to pause. */
    Duration step() throws InterruptedException {
        oneAtATime.lockInterruptibly();
        try (Connection connection = cluster.open()) {
            if (!remembered || standsBy) {
                remember(connection.catalog().activations());
            }
            Duration early = Duration.between(clock.instant(), due());
            if (!early.isNegative() && !early.isZero()) {
                if (standsBy) {
                    return shorter(schedule.untilNextLook(trainings), early);
                }
                return lookOut(connection, early);
            }
            return round(connection, true).isPresent()
                    ? shorter(schedule.untilNextDriftLook(), schedule.interval(trainings))
                    : schedule.untilNextLook(trainings);
        } catch (KafkaException e) {
            if (!PublishingRight.isLost(e)) {
                throw e;
            }
            standsBy = true;
            listener.standsBy(true);
            LOG.warn(
                    "another trainer of pipeline {} has taken over: this one stands by, and takes over where the other"
                            + " decides nothing for {}. Run one trainer per pipeline",
                    pipeline,
                    schedule.untilTakeover(trainings));
            return schedule.untilNextLook(trainings);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Between trainings. Trains before it is due where there is a reason to, but not right after the last training. */
    private Duration lookOut(Connection connection, Duration early) throws InterruptedException {
        Optional<String> reason = lookout.look(connection);
        Duration soonest = Duration.between(clock.instant(), last.plus(schedule.untilDriftCounts()));
        if (reason.isPresent() && (soonest.isNegative() || soonest.isZero())) {
            LOG.info("training now: {}", reason.get());
            round(connection, false);
            return schedule.untilNextDriftLook();
        }
        listener.idle(due());
        return shorter(schedule.untilNextDriftLook(), early);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Goes on where an earlier process left off, so that a restart neither retrains at once nor starts fast again. */
    private void remember(List<Activation> activations) {
        trainings = 0;
        for (Activation a : activations) {
            if (a.getBy().equals(Publisher.TRAINER) && a.getDecision() != Decision.REGIME_REPORTED) {
                trainings++;
                last = Instant.ofEpochMilli(a.getTimestamp());
            }
        }
        remembered = true;
    }

    private Instant due() {
        if (trainings == 0) {
            return Instant.EPOCH;
        }
        return last.plus(standsBy ? schedule.untilTakeover(trainings) : schedule.interval(trainings));
    }

    private Optional<Activation> round(Connection connection, boolean onlyIfNew) throws InterruptedException {
        try {
            Optional<Activation> decision = round.run(connection, onlyIfNew);
            if (decision.isPresent()) {
                trainings++;
                last = clock.instant();
                lookout.trained();
                if (standsBy) {
                    standsBy = false;
                    listener.standsBy(false);
                }
                retirement.run(connection);
            }
            return decision;
        } catch (RuntimeException e) {
            right.close();
            throw e;
        }
    }

    /**
     * Trains now, whatever the schedule says.
     *
     * @return the promotion or rejection that was published; empty where there are too few records, or none at all
     * @throws KafkaException where the cluster cannot be used
     * @throws RegistryOutageException where the schema registry does not answer
     * @throws ConfigException where the records have no features
     */
    public Optional<Activation> trainOnce() throws InterruptedException {
        oneAtATime.lockInterruptibly();
        try (Connection connection = cluster.open()) {
            return round(connection, false);
        } catch (KafkaException e) {
            if (!PublishingRight.isLost(e)) {
                throw e;
            }
            throw new KafkaException(
                    "another trainer of pipeline " + pipeline + " took over while this one trained, so its model is not"
                            + " published: run one trainer per pipeline, or run it again",
                    e);
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Ends {@link #run()}, in the middle of a training if need be, and waits until it has ended. */
    @Override
    public void close() {
        closed.countDown();
        Thread running = runner;
        if (running != null && running != Thread.currentThread()) {
            running.interrupt();
            try {
                if (!stopped.await(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                    LOG.warn("the trainer did not stop within {}", CLOSING);
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        right.close();
    }
}
