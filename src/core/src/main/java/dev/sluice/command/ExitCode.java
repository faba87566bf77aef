package dev.sluice.command;

/** The exit codes of every Sluice process; documented in docs/operations.md. */
public final class ExitCode {
    /** Done, or stopped as asked. */
    public static final int OK = 0;
    /** Something failed that has no code of its own. */
    public static final int FAILED = 1;
    /** Unknown command, option or argument. */
    public static final int USAGE = 2;
    /** The pipeline file, or a file named on the command line, cannot be used. */
    public static final int CONFIG = 3;
    /** The Kafka cluster cannot be reached, or refuses. */
    public static final int BROKER = 4;
    /** Counts or results do not reconcile. */
    public static final int MISMATCH = 5;
    /** Gave up after repeated failures; restart after looking at the log. */
    public static final int GAVE_UP = 6;

    private ExitCode() {}
}
