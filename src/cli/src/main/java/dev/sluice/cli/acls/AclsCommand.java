package dev.sluice.cli.acls;

import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.pipeline.PipelineConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the ACLs that a pipeline needs; changes nothing. */
@Command(
        name = "acls",
        header =
                "Print the least rights that scorer, trainer, operators, readers and forwarders need, as kafka-acls commands.",
        footerHeading = "%n",
        footer = {
            "Nothing is changed: run the lines with an administrator's admin.properties. Create is needed for topics that",
            "are not there yet only. Where scorer and trainer are one user, give both the same name.",
            "",
            "Examples:",
            "  sluice acls -c pumps.yaml",
            "  sluice acls --scorer User:CN=scorer --trainer User:trainer --reader User:pager --group pager"
        })
public final class AclsCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Option(
            names = "--scorer",
            paramLabel = "PRINCIPAL",
            defaultValue = "User:scorer",
            description = "Who runs `sluice stream`; default: ${DEFAULT-VALUE}.")
    String scorer;

    @Option(
            names = "--trainer",
            paramLabel = "PRINCIPAL",
            defaultValue = "User:trainer",
            description = "Who runs `sluice trainer`; default: ${DEFAULT-VALUE}.")
    String trainer;

    @Option(
            names = "--operator",
            paramLabel = "PRINCIPAL",
            defaultValue = "User:operator",
            description = "Who decides with `sluice models` and `sluice alerts`; default: ${DEFAULT-VALUE}.")
    String operator;

    @Option(
            names = "--reader",
            paramLabel = "PRINCIPAL",
            defaultValue = "User:reader",
            description = "Who reads what comes out; default: ${DEFAULT-VALUE}.")
    String reader;

    @Option(
            names = "--forwarder",
            paramLabel = "PRINCIPAL",
            defaultValue = "User:forwarder",
            description = "Who runs `sluice alerts forward`; default: ${DEFAULT-VALUE}.")
    String forwarder;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "The readers' consumer group; default: the pipeline's name and \"-readers\".")
    String group;

    @Override
    public Integer call() {
        PipelineConfig pipeline = options.pipeline();
        List<Right> rights = Rights.of(pipeline, group == null ? pipeline.pipeline() + "-readers" : group);
        String servers = pipeline.kafka().get("bootstrap.servers");
        PrintWriter out = spec.commandLine().getOut();
        for (Role role : Role.values()) {
            out.println("# " + role.name().toLowerCase(Locale.ROOT));
            AclCommands.of(rights.stream().filter(r -> r.role() == role).toList(), principal(role), servers)
                    .forEach(out::println);
        }
        out.flush();
        return ExitCode.OK;
    }

    private String principal(Role role) {
        return switch (role) {
            case SCORER -> scorer;
            case TRAINER -> trainer;
            case OPERATOR -> operator;
            case READER -> reader;
            case FORWARDER -> forwarder;
        };
    }
}
