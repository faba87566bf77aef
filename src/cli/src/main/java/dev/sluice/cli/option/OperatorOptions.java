package dev.sluice.cli.option;

import dev.sluice.pipeline.ConfigException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who changes something, and why: both are recorded with the change. */
public final class OperatorOptions {

    private static final int LONGEST = 500;

    @Mixin
    WhoOptions who;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who read it later.")
    String reason;

    /** @throws ConfigException where it is the name that a process of Sluice decides by */
    public String by() {
        return who.by();
    }

    /** @param otherwise where none was given */
    public String reason(String otherwise) {
        if (reason != null && reason.length() > LONGEST) {
            throw new ConfigException("--reason: expected at most " + LONGEST + " characters, got " + reason.length());
        }
        return reason == null || reason.isBlank() ? otherwise : reason;
    }
}
