package dev.sluice.cli.models;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a version active and keeps it so, whatever the trainer makes. */
@Command(name = "pin", header = "Make a version active and keep the trainer from promoting another.")
public final class ModelsPinCommand extends ModelsChangeCommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "VERSION", description = "Default: the active one.")
    Integer version;

    @Override
    Change change(Models models, Control control, String reason) {
        return control.pin(version);
    }
}
