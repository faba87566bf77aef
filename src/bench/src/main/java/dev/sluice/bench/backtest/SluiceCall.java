package dev.sluice.bench.backtest;

import dev.sluice.cli.Sluice;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** Calls a command of Sluice in this JVM, as a user would: benches know nothing of what is behind the commands. */
public final class SluiceCall {

    private SluiceCall() {}

    /**
     * Runs a command to its end.
     *
     * @return what it printed
     * @throws CommandFailedException with its complaint, where it does not end with exit code 0
     */
    public static String run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine sluice = Sluice.commandLine();
        sluice.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = sluice.execute(arguments);
        sluice.getOut().flush();
        sluice.getErr().flush();
        if (code != 0) {
            throw new CommandFailedException("sluice " + arguments[0], code, err.toString());
        }
        return out.toString();
    }
}
