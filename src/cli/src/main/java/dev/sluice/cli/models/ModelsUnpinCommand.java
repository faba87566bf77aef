package dev.sluice.cli.models;

import picocli.CommandLine.Command;

/** Lets the trainer promote again. */
@Command(name = "unpin", header = "Let the trainer promote again; the active version stays active.")
public final class ModelsUnpinCommand extends ModelsChangeCommand {

    @Override
    Change change(Models models, Control control, String reason) {
        return control.unpin();
    }
}
