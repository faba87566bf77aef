package dev.sluice.pipeline;

import java.util.List;

/** The topics of a pipeline, by name. */
public record PipelineTopics(String pipeline) {
    public String latents() {
        return pipeline + ".latents";
    }

    public String scores() {
        return pipeline + ".scores";
    }

    public String alerts() {
        return pipeline + ".alerts";
    }

    public String deadLetters() {
        return pipeline + ".dead-letters";
    }

    public String models() {
        return pipeline + ".models";
    }

    public String activations() {
        return pipeline + ".activations";
    }

    public String fences() {
        return pipeline + ".fences";
    }

    public String drift() {
        return pipeline + ".drift";
    }

    public String silences() {
        return pipeline + ".silences";
    }

    public String feedback() {
        return pipeline + ".feedback";
    }

    public String packed() {
        return pipeline + ".packed";
    }

    /** All topics that Sluice writes for this pipeline. */
    public List<String> all() {
        return List.of(
                latents(),
                scores(),
                alerts(),
                deadLetters(),
                models(),
                activations(),
                fences(),
                drift(),
                silences(),
                feedback(),
                packed());
    }
}
