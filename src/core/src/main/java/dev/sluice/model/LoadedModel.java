package dev.sluice.model;

import dev.sluice.contract.ModelArtifact;

/**
 * A verified artifact and the scorer compiled from it.
 *
 * @param artifact the data
 * @param model ready to score; has reproduced the artifact's golden vectors
 */
public record LoadedModel(ModelArtifact artifact, CompiledModel model) {}
