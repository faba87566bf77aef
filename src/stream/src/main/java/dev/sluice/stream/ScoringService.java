package dev.sluice.stream;

import dev.sluice.command.ExitCode;
import dev.sluice.http.Health;
import dev.sluice.http.StatusServer;
import dev.sluice.model.CompiledModel;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.registry.RegistryOutageException;
import dev.sluice.registry.RegistryRefusalException;
import dev.sluice.stream.feed.ActiveModel;
import dev.sluice.stream.feed.ModelFeed;
import dev.sluice.stream.feed.ModelTracker;
import dev.sluice.stream.feed.Rejection;
import dev.sluice.stream.feed.RejectionRecords;
import dev.sluice.stream.feed.SilenceFeed;
import dev.sluice.stream.feed.SilenceTracker;
import dev.sluice.stream.metrics.ScoringMeters;
import dev.sluice.stream.outage.RegistryWatch;
import dev.sluice.stream.runtime.Backoff;
import dev.sluice.stream.runtime.ExitSignal;
import dev.sluice.stream.runtime.FailureBudget;
import dev.sluice.stream.runtime.Notice;
import dev.sluice.stream.runtime.StreamsRun;
import dev.sluice.stream.runtime.StreamsSettings;
import dev.sluice.stream.runtime.ThreadFailures;
import dev.sluice.stream.runtime.TopicGate;
import dev.sluice.stream.topology.ScoringTopology;
import dev.sluice.topic.BrokerRefusal;
import dev.sluice.topic.TopicReader;
import dev.sluice.wire.OutputEncoder;
import dev.sluice.wire.Wire;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scoring application of one pipeline, from start to close: HTTP and model feed at once, Kafka Streams as soon as
 * the input topic and a first model are there. Until then nothing is consumed, so nothing is lost.
 */
public final class ScoringService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScoringService.class);
    private static final int THREAD_FAILURES = 5;
    private static final Duration SILENCES_PATIENCE = Duration.ofSeconds(10);
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(10);
    private static final Duration THREAD_FAILURES_WINDOW = Duration.ofMinutes(5);

    private final PipelineConfig config;
    private final Map<String, Object> settings;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ScoringMeters meters;
    private final ActiveModel active = new ActiveModel();
    private final ExitSignal exit = new ExitSignal();
    private final Notice phase = new Notice(LOG, "starting");
    private final Wire wire;
    private final RegistryWatch registryWatch;
    private final ModelTracker tracker;
    private final ModelFeed feed;
    private final SilenceTracker silences;
    private final SilenceFeed silenceFeed;
    private final Thread starter;

    private StatusServer http;
    private volatile StreamsRun run;
    private Runnable whenRunning = () -> {};
    private boolean closed;

    /** @throws ConfigException where a Kafka setting cannot be used */
    public ScoringService(PipelineConfig config) {
        this(config, List.of());
    }

    /**
     * One in a program that has meters of its own.
     *
     * @param others where to count what the scorer does too, besides its own endpoint; they are not closed with it
     * @throws ConfigException where a Kafka setting cannot be used
     */
    public ScoringService(PipelineConfig config, List<MeterRegistry> others) {
        this.config = config;
        this.meters = new ScoringMeters(others.isEmpty() ? registry : together(others), config.alertBudget());
        this.settings = StreamsSettings.of(config);
        this.registryWatch = new RegistryWatch(StreamsSettings.patience(config), System::nanoTime);
        this.wire = new Wire(config);
        this.tracker = new ModelTracker(
                config,
                active,
                meters,
                new RejectionRecords(config.topics(), () -> rejectionProducer(config.kafka()), Clock.systemUTC()));
        this.feed = new ModelFeed(config.topics(), tracker, () -> modelConsumer(config.kafka()), exit, PROBE_INTERVAL);
        this.silences = new SilenceTracker(config, meters);
        this.silenceFeed =
                new SilenceFeed(config.topics().silences(), silences, () -> modelConsumer(config.kafka()), exit);
        this.starter = new Thread(this::bringUp, "sluice-start");
        this.starter.setDaemon(true);
    }

    private MeterRegistry together(List<MeterRegistry> others) {
        CompositeMeterRegistry all = new CompositeMeterRegistry();
        all.add(registry);
        others.forEach(all::add);
        return all;
    }

    private static KafkaConsumer<byte[], byte[]> modelConsumer(Map<String, String> kafka) {
        Map<String, String> quick = new HashMap<>(kafka);
        quick.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");
        return TopicReader.consumer(quick);
    }

    private static KafkaProducer<byte[], byte[]> rejectionProducer(Map<String, String> kafka) {
        Map<String, Object> brief = new HashMap<>(kafka);
        brief.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        brief.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "5000");
        brief.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
        brief.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "10000");
        return new KafkaProducer<>(brief, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Starts it, and returns at once.
     *
     * @throws ConfigException where the HTTP port cannot be listened on
     */
    public synchronized void start() {
        http = new StatusServer(config.http(), "http.port", registry::scrape, this::health);
        phase.say("connecting to " + config.kafka().get("bootstrap.servers"));
        feed.start();
        starter.start();
    }

    /** Before it is started: what to do once records are read, and again after each change of the group. */
    public synchronized void whenRunning(Runnable action) {
        whenRunning = action;
    }

    private void bringUp() {
        try {
            new TopicGate(config, phase).pass();
            silenceFeed.start();
            Function<CompiledModel, OutputEncoder> encoders = encoders();
            phase.say("waiting for first model");
            // Made while the first model is read.
            StreamsRun streams = streams(encoders);
            try {
                awaitFirst();
            } catch (InterruptedException e) {
                streams.close();
                throw e;
            }
            begin(streams);
        } catch (InterruptedException e) {
            LOG.debug("closed before the first record");
        } catch (ConfigException | IllegalStateException | RegistryRefusalException e) {
            giveUp(ExitCode.CONFIG, e.getMessage());
        } catch (RuntimeException | Error e) {
            LOG.debug("cannot start", e);
            String refusal = BrokerRefusal.of(e).orElse(null);
            giveUp(refusal == null ? ExitCode.FAILED : ExitCode.BROKER, refusal == null ? e.toString() : refusal);
        }
    }

    /** Waits for the schema registry, where the outputs need one. */
    private Function<CompiledModel, OutputEncoder> encoders() throws InterruptedException {
        Backoff backoff = new Backoff();
        while (true) {
            try {
                return wire.encoders();
            } catch (RegistryOutageException e) {
                phase.warn("waiting for the schema registry: " + e.getMessage());
                Thread.sleep(backoff.next().toMillis());
            }
        }
    }

    private void awaitFirst() throws InterruptedException {
        active.awaitFirst();
        phase.say("reading the silences");
        if (!silenceFeed.awaitRead(SILENCES_PATIENCE)) {
            LOG.warn("the silences are not read yet: incidents may be published that should not be");
        }
    }

    private StreamsRun streams(Function<CompiledModel, OutputEncoder> encoders) {
        return new StreamsRun(
                ScoringTopology.build(config, active, meters, wire, encoders, registryWatch, silences),
                settings,
                new ThreadFailures(new FailureBudget(THREAD_FAILURES, THREAD_FAILURES_WINDOW, System::nanoTime), exit),
                registry);
    }

    private void begin(StreamsRun streams) {
        synchronized (this) {
            if (!closed) {
                phase.say("starting to score " + config.input().topic() + " with model " + active.version());
                run = streams;
                streams.start(whenRunning);
                return;
            }
        }
        streams.close();
    }

    private void giveUp(int code, String reason) {
        LOG.error("giving up: {}", reason);
        exit.raise(code, reason);
    }

    /** Blocks until it gave up or was closed; an {@link ExitCode}. */
    public int awaitExit() {
        return exit.await().code();
    }

    /** The port that HTTP listens on, once started. */
    public synchronized int httpPort() {
        if (http == null) {
            throw new IllegalStateException("not started");
        }
        return http.port();
    }

    /** How it is doing now. */
    public ServiceStatus status() {
        List<Rejection> rejections = tracker.rejections();
        ExitSignal.Exit ended = exit.raised().orElse(null);
        if (ended != null) {
            String state = ended.code() == ExitCode.OK ? ended.reason() : "gave up: " + ended.reason();
            return new ServiceStatus(state, false, false, active.version(), rejections);
        }
        StreamsRun streams = run;
        Optional<String> registryState = registryWatch.state();
        if (registryState.isPresent()) {
            return new ServiceStatus(registryState.get(), false, true, active.version(), rejections);
        }
        boolean ready = streams != null && streams.running() && feed.brokerAnswers();
        String state = ready ? "ready: model " + active.version() : waitingFor(streams, rejections);
        return new ServiceStatus(state, ready, true, active.version(), rejections);
    }

    private String waitingFor(StreamsRun streams, List<Rejection> rejections) {
        if (streams != null) {
            return streams.running()
                    ? "waiting for the broker at " + config.kafka().get("bootstrap.servers")
                    : streams.state();
        }
        if (active.version() == 0 && !rejections.isEmpty()) {
            Rejection last = rejections.get(rejections.size() - 1);
            return phase.text() + "; model " + last.version() + " was turned down: " + last.detail();
        }
        return phase.text();
    }

    private Health health() {
        ServiceStatus now = status();
        return new Health(now.alive(), now.ready(), now.state());
    }

    /** Commits what was scored and ends within 30 seconds. Safe to call twice, and from any thread. */
    @Override
    public void close() {
        StreamsRun streams;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            streams = run;
        }
        starter.interrupt();
        feed.close();
        silenceFeed.close();
        registryWatch.close();
        if (streams != null) {
            streams.close();
        }
        synchronized (this) {
            if (http != null) {
                http.close();
            }
        }
        wire.close();
        registry.close();
        exit.raise(ExitCode.OK, "stopped");
    }
}
