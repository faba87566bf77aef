package dev.sluice.cli.manual;

import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script that completes commands, options and their values in a shell. */
@Command(
        name = "completion",
        header = "Print the script that completes sluice's command lines in bash and zsh.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(sluice completion)                for this shell; works for ./sluice too",
            "  sluice completion > ~/.sluice-completion   then, in ~/.bashrc or ~/.zshrc: source ~/.sluice-completion"
        })
public final class CompletionCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash(root.name(), root.commandLine()));
        out.print('\n');
        out.flush();
        return ExitCode.OK;
    }
}
