package dev.sluice.bench.speed;

import dev.sluice.pipeline.PipelineConfig;

/** Something that reads a pipeline's input and writes its scores and latents, from when it was made until it is closed. */
interface Entrant extends AutoCloseable {

    /** Its input, topics and settings. */
    PipelineConfig config();

    /** @throws IllegalStateException where it has given up */
    void requireAlive();

    @Override
    void close();
}
