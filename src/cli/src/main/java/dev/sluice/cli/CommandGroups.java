package dev.sluice.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Shows the commands of a command line under headings, in the order they were given. */
final class CommandGroups {

    private static final String SECTION = "commandGroups";

    private final Map<String, List<Object>> groups = new LinkedHashMap<>();

    /** @param commands annotated ones */
    CommandGroups group(String heading, Object... commands) {
        groups.put(heading, List.of(commands));
        return this;
    }

    /** Adds all commands as subcommands, and their list in place of the usual one in the help. */
    void addTo(CommandLine to) {
        groups.values().forEach(commands -> commands.forEach(to::addSubcommand));
        List<String> sections = new ArrayList<>(to.getHelpSectionKeys());
        sections.remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
        sections.set(sections.indexOf(UsageMessageSpec.SECTION_KEY_COMMAND_LIST), SECTION);
        to.setHelpSectionKeys(sections);
        to.getHelpSectionMap().put(SECTION, this::list);
    }

    private static String inOneLine(UsageMessageSpec usage) {
        return usage.header().length > 0 ? usage.header()[0] : usage.description()[0];
    }

    private String list(Help help) {
        int width = help.subcommands().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        groups.forEach((heading, commands) -> {
            text.append(String.format("%n%s:%n", heading));
            help.subcommands().forEach((name, sub) -> {
                CommandSpec spec = sub.commandSpec();
                if (commands.contains(spec.userObject())) {
                    text.append("  ")
                            .append(help.colorScheme().commandText(name))
                            .append(" ".repeat(width - name.length() + 2))
                            .append(inOneLine(spec.usageMessage()))
                            .append(System.lineSeparator());
                }
            });
        });
        return text.toString();
    }
}
