package dev.sluice.trainer;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Drift;
import dev.sluice.http.Health;
import dev.sluice.http.StatusServer;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.trainer.metrics.TrainerMeters;
import dev.sluice.trainer.training.TrainedModel;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.Optional;

/** Says by HTTP what the trainer does, where {@code trainer.http-port} asks for it. */
final class TrainerStatus implements TrainingListener, AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TrainerMeters meters = new TrainerMeters(registry);
    private final Optional<StatusServer> server;
    private volatile Health health = new Health(true, false, "starting");

    /** @throws dev.sluice.pipeline.ConfigException where it cannot listen there */
    TrainerStatus(PipelineConfig config) {
        this.server = config.http()
                .trainer()
                .map(http -> new StatusServer(http, "trainer.http-port", registry::scrape, () -> health));
    }

    /** The port that is listened on; empty for none. */
    Optional<Integer> port() {
        return server.map(StatusServer::port);
    }

    String metrics() {
        return registry.scrape();
    }

    Health health() {
        return health;
    }

    private void doing(boolean ready, String what) {
        meters.waits(false);
        health = new Health(true, ready, what);
    }

    @Override
    public void waiting(String reason) {
        meters.waits(true);
        health = new Health(true, false, "waiting: " + reason);
    }

    @Override
    public void idle(Instant until) {
        doing(true, "next training at " + until);
    }

    @Override
    public void reading(long records) {
        doing(true, "reading " + records + " records to train on");
    }

    @Override
    public void trained(TrainedModel challenger) {
        meters.trained(challenger.provenance().getSecondsTrain());
    }

    @Override
    public void decided(Activation activation) {
        meters.decided(activation.getDecision(), activation.getTimestamp());
        doing(true, "version " + activation.getVersion() + ": " + activation.getReason());
    }

    @Override
    public void drifted(Drift drift) {
        meters.drifted(drift);
    }

    @Override
    public void standsBy(boolean now) {
        meters.standsBy(now);
        if (now) {
            doing(false, "standing by: another trainer publishes this pipeline's models");
        }
    }

    @Override
    public void close() {
        server.ifPresent(StatusServer::close);
        registry.close();
    }
}
