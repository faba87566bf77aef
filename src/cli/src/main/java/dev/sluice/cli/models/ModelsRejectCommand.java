package dev.sluice.cli.models;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Turns a version down; where it is active, the one before is again. */
@Command(name = "reject", header = "Turn a version down, and go back to the one before where it is active.")
public final class ModelsRejectCommand extends ModelsChangeCommand {

    @Parameters(index = "0", paramLabel = "VERSION", description = "The version.")
    int version;

    @Override
    Change change(Models models, Control control, String reason) {
        return control.reject(version);
    }
}
