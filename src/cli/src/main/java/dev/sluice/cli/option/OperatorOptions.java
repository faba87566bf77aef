package dev.sluice.cli.option;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.topic.ModelCatalog;
import java.util.Set;
import picocli.CommandLine.Option;

/** Who changes something, and why: both are recorded with the change. */
public final class OperatorOptions {

    private static final int LONGEST = 500;
    private static final Set<String> PROCESSES = Set.of(ModelCatalog.TRAINER, ModelCatalog.SCORER);

    @Option(names = "--by", paramLabel = "NAME", description = "Who decides; default: the user of this system.")
    String by;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who read it later.")
    String reason;

    /** @throws ConfigException where it is the name that a process of Sluice decides by */
    public String by() {
        String name = by == null ? System.getProperty("user.name", "") : by;
        if (name.isBlank() || name.length() > LONGEST || PROCESSES.contains(name)) {
            throw new ConfigException("--by: expected a name of at most " + LONGEST + " characters other than "
                    + String.join(" and ", PROCESSES.stream().sorted().toList())
                    + ", which decide by themselves, got \"" + name + "\": say who you are");
        }
        return name;
    }

    /** @param otherwise where none was given */
    public String reason(String otherwise) {
        if (reason != null && reason.length() > LONGEST) {
            throw new ConfigException("--reason: expected at most " + LONGEST + " characters, got " + reason.length());
        }
        return reason == null || reason.isBlank() ? otherwise : reason;
    }
}
