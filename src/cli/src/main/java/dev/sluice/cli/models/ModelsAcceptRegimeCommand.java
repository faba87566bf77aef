package dev.sluice.cli.models;

import picocli.CommandLine.Command;

/** Confirms that a change the trainer has reported is the new normal. */
@Command(
        name = "accept-regime",
        header = "Say that the change of regime that the trainer has reported is the new normal.")
public final class ModelsAcceptRegimeCommand extends ModelsChangeCommand {

    @Override
    Change change(Models models, Control control, String reason) {
        return control.acceptRegime();
    }
}
