package dev.sluice.cli.doctor;

import dev.sluice.cli.cluster.Cluster;
import dev.sluice.cli.models.Models;
import dev.sluice.command.ExitCode;
import dev.sluice.pipeline.PipelineConfig;

/** The models: whether there is an active one, and whether a scorer would take it. */
final class ModelCheck {

    private static final String CHECK = "model";

    private ModelCheck() {}

    static Finding finding(Cluster cluster, PipelineConfig pipeline) throws InterruptedException {
        if (cluster.partitions(pipeline.topics().models()).isEmpty()) {
            return Finding.warn(
                    CHECK, "none yet", "run `sluice trainer`: it creates the topics and makes the first model");
        }
        Models models = Models.read(pipeline);
        if (models.champion().isEmpty()) {
            return Finding.warn(CHECK, "none is active yet", "run `sluice trainer`, or look at what it logs");
        }
        int version = models.champion().get();
        if (models.bytes(version).isEmpty()) {
            return Finding.fail(
                    ExitCode.MISMATCH,
                    CHECK,
                    "version " + version + " is active, but its artifact is not on "
                            + pipeline.topics().models(),
                    "run `sluice trainer` for a new version");
        }
        String verification = models.verification(version);
        return verification.equals(Models.VERIFIED)
                ? Finding.ok(CHECK, "version " + version + " is active and verified")
                : Finding.fail(
                        ExitCode.MISMATCH,
                        CHECK,
                        "version " + version + " is active, but " + verification,
                        "run `sluice trainer` for a new version");
    }
}
