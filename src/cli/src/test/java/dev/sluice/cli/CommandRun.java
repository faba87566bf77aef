package dev.sluice.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command did when it was run with captured streams.
 *
 * @param exitCode what the process would have ended with
 * @param out what it printed
 * @param err what it complained about
 */
public record CommandRun(int exitCode, String out, String err) {

    /** Runs {@code sluice} with these arguments, in this JVM. */
    public static CommandRun sluice(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine sluice = Sluice.commandLine();
        sluice.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = sluice.execute(arguments);
        sluice.getOut().flush();
        sluice.getErr().flush();
        return new CommandRun(code, out.toString(), err.toString());
    }
}
