package dev.sluice.cli;

import dev.sluice.cli.acls.AclsCommand;
import dev.sluice.cli.alerts.AlertsCommand;
import dev.sluice.cli.backtest.BacktestCommand;
import dev.sluice.cli.broker.BrokerCommand;
import dev.sluice.cli.dashboard.DashboardCommand;
import dev.sluice.cli.demo.DemoCommand;
import dev.sluice.cli.doctor.DoctorCommand;
import dev.sluice.cli.evaluate.EvaluateCommand;
import dev.sluice.cli.generate.GenerateCommand;
import dev.sluice.cli.init.InitCommand;
import dev.sluice.cli.keys.KeysCommand;
import dev.sluice.cli.manual.CompletionCommand;
import dev.sluice.cli.manual.ManCommand;
import dev.sluice.cli.models.ModelsCommand;
import dev.sluice.cli.produce.ProduceCommand;
import dev.sluice.cli.replay.ReplayCommand;
import dev.sluice.cli.tail.TailCommand;
import dev.sluice.cli.unpack.UnpackCommand;
import dev.sluice.cli.unpack.VerifyPackedCommand;
import dev.sluice.command.CommandRunner;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.stream.StreamCommand;
import dev.sluice.trainer.TrainerCommand;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code sluice} command. */
@Command(
        name = "sluice",
        versionProvider = SluiceVersion.class,
        description = {
            "A Kafka streaming feature extractor: learns what normal telemetry looks like, and puts out a compressed latent"
                    + " vector and a calibrated anomaly score for every record.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done, or stopped as asked.",
            "1:Something failed that has no code of its own.",
            "2:Unknown command, option or argument.",
            "3:The pipeline file, or a file named on the command line, cannot be used.",
            "4:The Kafka cluster cannot be reached, or refuses.",
            "5:Counts or results do not reconcile.",
            "6:Gave up after repeated failures; restart after looking at the log."
        },
        footerHeading = "%nA first quarter of an hour, on one laptop:%n",
        footer = {
            "  sluice broker                                      in a terminal of its own",
            "  sluice produce telemetry.csv.gz --topic telemetry  some history",
            "  sluice init --topic telemetry                      writes sluice.yaml",
            "  sluice trainer                                     makes the first model",
            "  sluice stream                                      scores every record",
            "  sluice tail alerts                                 what is anomalous, why",
            "",
            "Every command has its own --help."
        })
public final class Sluice implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    boolean version;

    private Sluice() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Verbosity.set(Arrays.asList(arguments));
        CommandLine sluice = commandLine();
        if (List.of(arguments).contains("--no-color")) {
            sluice.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        }
        System.exit(sluice.execute(arguments));
    }

    /** The command line with all commands. */
    public static CommandLine commandLine() {
        CommandLine sluice = new CommandLine(new Sluice());
        new CommandGroups()
                .group(
                        "Try it",
                        new DemoCommand(),
                        new BacktestCommand(),
                        new EvaluateCommand(),
                        new BrokerCommand(),
                        new ProduceCommand())
                .group(
                        "Run it",
                        new InitCommand(),
                        new DoctorCommand(),
                        new KeysCommand(),
                        new AclsCommand(),
                        new TrainerCommand(),
                        new StreamCommand())
                .group(
                        "Look at it",
                        new DashboardCommand(),
                        new TailCommand(),
                        new AlertsCommand(),
                        new ModelsCommand(),
                        new GenerateCommand(),
                        new ReplayCommand(),
                        new UnpackCommand(),
                        new VerifyPackedCommand())
                .group("Know it", new ManCommand(), new CompletionCommand())
                .addTo(sluice);
        return CommandRunner.configure(sluice);
    }

    /** Without a command, teaches. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
