package dev.sluice.cli.option;

import dev.sluice.cli.terminal.Progress;
import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command shows itself: with colours and a moving bar on a terminal, in plain lines anywhere else. */
public final class TerminalOptions {

    @Spec(Spec.Target.MIXEE)
    CommandSpec command;

    @Option(names = "--no-color", description = "Plain output: no colours, no progress bar.")
    boolean noColor;

    /** Whether somebody watches. */
    @SuppressWarnings("SystemConsoleNull") // The launcher sets jdk.console=java.base, which keeps it null elsewhere.
    public boolean isInteractive() {
        return !noColor && System.console() != null && !"dumb".equals(System.getenv("TERM"));
    }

    /** A line in red where somebody watches, else as it is. */
    public String alarm(String line) {
        return isInteractive() && Ansi.AUTO.enabled() ? Ansi.Style.fg_red.on() + line + Ansi.Style.reset.off() : line;
    }

    /** @param total units in all; -1 where unknown */
    public Progress progress(String task, String unit, long total) {
        PrintWriter err = command.commandLine().getErr();
        return Progress.of(isInteractive(), err, task, unit, total);
    }
}
