package dev.sluice.cli.manual;

import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints manual pages, or writes all of them to a folder. */
@Command(
        name = "man",
        header = "Print a manual page, or write all of them to a folder.",
        description = {
            "The pages are made from the same declarations as the commands and the pipeline file, in the format of man(7).",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice man models show | man -l -",
            "  sluice man sluice.yaml | man -l -          the pipeline file",
            "  sluice man --out ~/.local/share/man        then: man sluice-models-show, man sluice.yaml"
        })
public final class ManCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "Whose page to print, such as: models show; or sluice.yaml. Default: that of sluice itself.")
    List<String> path = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Write all pages below this folder, as man1/*.1 and man5/*.5; created if need be.")
    Path folder;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (folder == null) {
            out.print(page());
        } else if (!path.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--out writes all pages: leave COMMAND out");
        } else {
            Map<Path, String> pages = pages();
            for (Map.Entry<Path, String> page : pages.entrySet()) {
                Path file = folder.resolve(page.getKey());
                Files.createDirectories(file.getParent());
                Files.writeString(file, page.getValue());
            }
            out.println(pages.size() + " pages written to " + folder);
        }
        out.flush();
        return ExitCode.OK;
    }

    private String page() {
        if (path.equals(List.of(FilePage.TITLE))) {
            return FilePage.roff(source());
        }
        CommandSpec command = spec.root();
        for (String name : path) {
            CommandLine next = command.subcommands().get(name);
            if (next == null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no command \"" + String.join(" ", path) + "\"; " + command.qualifiedName() + " has "
                                + (command.subcommands().isEmpty()
                                        ? "none"
                                        : String.join(
                                                ", ", command.subcommands().keySet())));
            }
            command = next.getCommandSpec();
        }
        return new CommandPage(command).roff(source());
    }

    /** By the file below the folder of all manual pages. */
    private Map<Path, String> pages() {
        Map<Path, String> pages = new LinkedHashMap<>();
        add(spec.root(), pages);
        pages.put(file(FilePage.TITLE, FilePage.SECTION), FilePage.roff(source()));
        return pages;
    }

    private void add(CommandSpec command, Map<Path, String> pages) {
        pages.put(file(CommandPage.title(command), CommandPage.SECTION), new CommandPage(command).roff(source()));
        command.subcommands().values().forEach(c -> add(c.getCommandSpec(), pages));
    }

    private static Path file(String title, int section) {
        return Path.of("man" + section, title + "." + section);
    }

    /** The first line of the version. */
    private String source() {
        return spec.root().version()[0];
    }
}
