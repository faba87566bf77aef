package dev.sluice.cli.doctor;

import dev.sluice.command.ExitCode;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.registry.RegistryOutageException;
import dev.sluice.registry.RegistryRefusalException;
import dev.sluice.registry.SchemaRegistry;
import dev.sluice.wire.OutputType;
import java.util.ArrayList;
import java.util.List;

/** The schema registry: whether it answers, and whether its subjects take the schemas of the outputs. */
final class RegistryCheck {

    private static final String CHECK = "registry";

    private RegistryCheck() {}

    /** Nothing where the pipeline has no registry. */
    static List<Finding> findings(PipelineConfig pipeline) {
        if (!pipeline.wire().registry().isConfigured()) {
            return List.of();
        }
        try {
            return subjects(pipeline, new SchemaRegistry(pipeline.wire().registry()));
        } catch (ConfigException | RegistryRefusalException e) {
            return List.of(
                    Finding.fail(ExitCode.CONFIG, CHECK, e.getMessage(), "correct registry in the pipeline file"));
        } catch (RegistryOutageException e) {
            return List.of(Finding.fail(
                    ExitCode.CONFIG, CHECK, e.getMessage(), "start the schema registry, or correct registry.url"));
        }
    }

    private static List<Finding> subjects(PipelineConfig pipeline, SchemaRegistry registry) {
        List<Finding> findings = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        for (OutputType type : OutputType.values()) {
            String subject = type.subject(pipeline);
            subjects.add(subject);
            if (!registry.isCompatible(subject, type.schema())
                    && pipeline.wire().writesAvro()) {
                findings.add(Finding.fail(
                        ExitCode.MISMATCH,
                        CHECK,
                        "subject " + subject + " does not take the schema of "
                                + type.schema().getName(),
                        "rename the pipeline, choose other registry.subjects, or loosen the subject's compatibility"));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    CHECK,
                    registry.url() + " answers"
                            + (pipeline.wire().writesAvro()
                                    ? "; the outputs fit subjects " + String.join(", ", subjects)
                                    : "")));
        }
        return findings;
    }
}
