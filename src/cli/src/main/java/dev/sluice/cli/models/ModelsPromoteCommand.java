package dev.sluice.cli.models;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a version active by hand, whatever the judge says of it. */
@Command(name = "promote", header = "Make a version active, whatever was decided about it before; ends a pin.")
public final class ModelsPromoteCommand extends ModelsChangeCommand {

    @Parameters(index = "0", paramLabel = "VERSION", description = "The version.")
    int version;

    @Override
    Change change(Models models, Control control, String reason) {
        return control.promote(version);
    }
}
