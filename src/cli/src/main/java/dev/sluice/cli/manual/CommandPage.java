package dev.sluice.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of a command, from the same declarations as its help. */
final class CommandPage {

    static final int SECTION = 1;

    private final CommandSpec command;
    private final UsageMessageSpec usage;

    CommandPage(CommandSpec command) {
        this.command = command;
        this.usage = command.usageMessage();
    }

    /** Such as {@code sluice-models-show}. */
    static String title(CommandSpec command) {
        return command.qualifiedName("-");
    }

    /** In one line, without the full stop at its end. */
    static String summary(CommandSpec command) {
        UsageMessageSpec usage = command.usageMessage();
        String line = usage.header().length > 0 ? usage.header()[0] : usage.description()[0];
        return plain(line).replaceFirst("\\.$", "");
    }

    /** @param source what the page belongs to, with its version */
    String roff(String source) {
        Roff page = new Roff(title(command), SECTION, source);
        page.heading("NAME").text(title(command) + " - " + summary(command));
        synopsis(page);
        description(page);
        arguments(page);
        options(page);
        subcommands(page);
        footer(page);
        exitCodes(page);
        seeAlso(page);
        return page.toString();
    }

    private void synopsis(Roff page) {
        Help help = new Help(command, CommandLine.Help.defaultColorScheme(Ansi.OFF));
        page.heading("SYNOPSIS").bold(help.synopsis(0).strip().replaceAll("\\s+", " "));
    }

    private void description(Roff page) {
        page.heading("DESCRIPTION");
        List<String> lines = new ArrayList<>();
        if (usage.header().length > 0) {
            lines.addAll(plain(usage.header()));
            lines.add("");
        }
        lines.addAll(plain(usage.description()));
        page.lines(lines);
    }

    private void arguments(Roff page) {
        if (command.positionalParameters().isEmpty()) {
            return;
        }
        page.heading("ARGUMENTS");
        for (PositionalParamSpec argument : command.positionalParameters()) {
            page.term(plain(argument.paramLabel()), text(argument.description()));
        }
    }

    private void options(Roff page) {
        page.heading("OPTIONS");
        command.options().stream()
                .filter(o -> !o.hidden())
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .forEach(o -> page.term(term(o), text(o.description())));
    }

    private String term(OptionSpec option) {
        String names = Arrays.stream(option.names())
                .map(n -> option.negatable() ? negatable(n) : n)
                .collect(Collectors.joining(", "));
        return option.arity().max() == 0 ? names : names + "=" + plain(option.paramLabel());
    }

    private String negatable(String name) {
        return command.negatableOptionTransformer().makeSynopsis(name, command);
    }

    private void subcommands(Roff page) {
        if (command.subcommands().isEmpty()) {
            return;
        }
        page.heading("COMMANDS");
        command.subcommands()
                .forEach((name, c) -> page.term(
                        name,
                        summary(c.getCommandSpec()) + "; see " + title(c.getCommandSpec()) + "(" + SECTION + ")."));
    }

    private void footer(Roff page) {
        if (usage.footer().length == 0) {
            return;
        }
        String heading = plain(usage.footerHeading()).replace(":", "").strip();
        page.heading(heading.isEmpty() ? "NOTES" : heading.toUpperCase(Locale.ROOT));
        page.lines(plain(usage.footer()));
    }

    /** The command's own, or those that all commands share. */
    private void exitCodes(Roff page) {
        Map<String, String> own = usage.exitCodeList();
        Map<String, String> codes =
                own.isEmpty() ? command.root().usageMessage().exitCodeList() : own;
        page.heading("EXIT STATUS");
        codes.forEach((code, meaning) -> page.term(code, plain(meaning)));
    }

    private void seeAlso(Roff page) {
        List<String> others = new ArrayList<>();
        if (command.parent() != null) {
            others.add(title(command.parent()) + "(" + SECTION + ")");
        }
        others.add(FilePage.TITLE + "(" + FilePage.SECTION + ")");
        page.heading("SEE ALSO").text(String.join(", ", others));
    }

    private static String text(String[] lines) {
        return String.join(" ", plain(lines));
    }

    private static List<String> plain(String[] lines) {
        return Arrays.stream(lines)
                .flatMap(l -> Arrays.stream(plain(l).split("\n", -1)))
                .toList();
    }

    /** Picocli formats its texts before it shows them. */
    private static String plain(String text) {
        return text.replace("%n", "\n").replace("%%", "%");
    }
}
