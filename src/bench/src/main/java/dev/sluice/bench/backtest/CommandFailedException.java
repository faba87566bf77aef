package dev.sluice.bench.backtest;

/** A command of Sluice did not end with exit code 0. */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int MAX_LENGTH = 200;

    private final int exitCode;

    CommandFailedException(String command, int exitCode, String complaint) {
        super(command + " ended with " + exitCode + ": " + inBrief(complaint));
        this.exitCode = exitCode;
    }

    /** For a note: the first line, without the folders of this machine. */
    private static String inBrief(String complaint) {
        String line =
                complaint.strip().lines().findFirst().orElse("no complaint").replaceAll("(/[\\w.-]+)+/", "");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }

    public int exitCode() {
        return exitCode;
    }
}
