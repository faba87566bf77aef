package dev.sluice.bench.speed;

import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.stream.ScoringService;

/** The scoring application as its users run it, in this process. */
final class Scorer implements Entrant {

    private final PipelineConfig config;
    private final ScoringService service;

    Scorer(PipelineConfig config) {
        this.config = config;
        this.service = new ScoringService(config);
        service.start();
    }

    @Override
    public PipelineConfig config() {
        return config;
    }

    @Override
    public void requireAlive() {
        if (!service.status().alive()) {
            throw new IllegalStateException("the scorer " + service.status().state());
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
