package dev.sluice.cli.keys;

import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the keys that model artifacts are signed with. */
@Command(
        name = "keys",
        header = "Make keys that the trainer signs its models with.",
        description = {
            "A scorer whose pipeline file lists models.trusted-keys takes no model that none of these keys signed, so that"
                    + " the right to write to the models topic is not the right to decide what is normal.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = KeysGenerateCommand.class)
public final class KeysCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
