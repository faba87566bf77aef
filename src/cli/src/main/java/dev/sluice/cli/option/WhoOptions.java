package dev.sluice.cli.option;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.topic.ModelCatalog;
import java.util.Set;
import picocli.CommandLine.Option;

/** Who says or changes something: it is recorded with what is said. */
public final class WhoOptions {

    private static final int LONGEST = 500;
    private static final Set<String> PROCESSES = Set.of(ModelCatalog.TRAINER, ModelCatalog.SCORER);

    @Option(names = "--by", paramLabel = "NAME", description = "Who decides; default: the user of this system.")
    String by;

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
}
