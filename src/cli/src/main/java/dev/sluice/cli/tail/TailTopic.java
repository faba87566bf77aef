package dev.sluice.cli.tail;

import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.wire.ContractReader;
import java.util.Locale;

/** The topics that `tail` shows. */
enum TailTopic {
    SCORES,
    LATENTS,
    ALERTS,
    DEAD_LETTERS,
    DRIFT;

    String of(PipelineTopics topics) {
        return switch (this) {
            case SCORES -> topics.scores();
            case LATENTS -> topics.latents();
            case ALERTS -> topics.alerts();
            case DEAD_LETTERS -> topics.deadLetters();
            case DRIFT -> topics.drift();
        };
    }

    /**
     * The lines of its records.
     *
     * @param reader of what Sluice has written
     */
    RecordLines lines(ContractReader reader) {
        return switch (this) {
            case SCORES -> new ScoreLines(reader);
            case LATENTS -> new LatentLines(reader);
            case ALERTS -> new AlertLines(reader);
            case DEAD_LETTERS -> new DeadLetterLines();
            case DRIFT -> new DriftLines(reader);
        };
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
