package dev.sluice.command;

import picocli.CommandLine.Option;

/** Options that every command has. */
public final class CommonOptions {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Option(names = "--verbose", description = "Show stack traces and detailed logs.")
    boolean verbose;

    public boolean verbose() {
        return verbose;
    }
}
