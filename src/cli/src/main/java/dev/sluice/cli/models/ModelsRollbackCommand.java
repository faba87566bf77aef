package dev.sluice.cli.models;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Goes back to the version that was active before, within seconds. */
@Command(name = "rollback", header = "Go back to the version that was active before; ends a pin.")
public final class ModelsRollbackCommand extends ModelsChangeCommand {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "Default: the one before the active one, without those that were rejected.")
    Integer version;

    @Override
    Change change(Models models, Control control, String reason) {
        return control.rollBack(version);
    }
}
