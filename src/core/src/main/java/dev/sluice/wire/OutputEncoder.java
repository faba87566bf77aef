package dev.sluice.wire;

import dev.sluice.contract.Alert;

/** Writes what others read of a scored record, as the pipeline is configured. One per task and model, not thread-safe. */
public interface OutputEncoder {

    /** The value for the scores topic; holds until the next one. */
    byte[] score(Outcome outcome);

    /** The value for the latents topic; holds until the next one. */
    byte[] latent(Outcome outcome);

    /** The value for the alerts topic. */
    byte[] alert(Alert alert);
}
