package dev.sluice.cli;

import java.util.List;

/** Sets how much is logged, by the properties that {@code log4j2.xml} reads. */
final class Verbosity {

    private Verbosity() {}

    /**
     * Must run before the first logger is made, and so before the arguments are parsed.
     *
     * @param arguments of the command line
     */
    static void set(List<String> arguments) {
        if (arguments.contains("--verbose")) {
            System.setProperty("sluice.log.own", "DEBUG");
            System.setProperty("sluice.log.others", "INFO");
            System.setProperty("sluice.log.broker", "WARN");
            System.setProperty("sluice.log.network", "WARN");
            System.setProperty("sluice.log.trace", "full");
        } else if (arguments.contains("demo")) {
            // The demo tells its own story; what it breaks on purpose needs no warning.
            System.setProperty("sluice.log.own", "ERROR");
            System.setProperty("sluice.log.others", "ERROR");
        }
    }
}
