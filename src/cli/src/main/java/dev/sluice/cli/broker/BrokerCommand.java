package dev.sluice.cli.broker;

import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.command.StopSignal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the embedded broker alone, until it is stopped. */
@Command(
        name = "broker",
        header = "Run a Kafka broker on this machine, for trying things out.",
        footerHeading = "%n",
        footer = {
            "A real broker: one node, loopback only, transactions included. Topics are created by `sluice produce`, or by",
            "the programs that use them; no record is deleted for its age. Stop it with Ctrl-C; its data is kept.",
            "",
            "Examples:",
            "  sluice broker",
            "  sluice broker --port 19092 --data /var/tmp/broker"
        })
public final class BrokerCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Option(
            names = "--port",
            defaultValue = "9092",
            description = "Port on loopback; 0 for any free one; default: ${DEFAULT-VALUE}.")
    int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".sluice/broker",
            description = "Folder that keeps the data; default: ${DEFAULT-VALUE}.")
    Path data;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (EmbeddedBroker broker = EmbeddedBroker.start(port, data);
                StopSignal stop = StopSignal.onStop(broker::close)) {
            out.println("Kafka broker ready at " + broker.bootstrapServers() + ", data in " + broker.data());
            out.println();
            out.println("In another terminal:");
            String address = port == 9092 ? "" : " --bootstrap-server " + broker.bootstrapServers();
            out.println("  sluice produce FILE.csv --topic telemetry" + address + "   send records");
            out.println("  sluice init --topic telemetry" + address + "               write a pipeline file");
            out.println("  sluice doctor" + address + "                               check all there is");
            out.println();
            out.println("Ctrl-C stops it.");
            out.flush();
            broker.awaitClose();
            if (!stop.requested()) {
                throw new IllegalStateException(
                        "the broker stopped by itself; run it again with --verbose to see what it says");
            }
            out.println("Stopped; the data is kept in " + broker.data());
            out.flush();
        }
        return ExitCode.OK;
    }
}
