package dev.sluice.cli.unpack;

import dev.sluice.cli.option.PipelineOptions;
import dev.sluice.cli.option.TerminalOptions;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.Progress;
import dev.sluice.cli.terminal.TextTable;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.pipeline.PipelineConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Proves that packed records are what came in. */
@Command(
        name = "verify-packed",
        header = "Compare a packed topic with the input it was made of.",
        description = {
            "Unpacks every record that the packed topic holds, and holds it against the input record of its offset: numbers"
                    + " must be within their bounds, and all else the same, byte for byte. Prints the largest error of each"
                    + " field in units of its bound: 1.000 is the bound itself, 0 is exact."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  sluice verify-packed", "  sluice verify-packed --config pumps.yaml"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every packed record holds",
            "2:unknown option or argument",
            "3:the pipeline file cannot be used; a topic, or a model that a message names, is not there",
            "4:the Kafka cluster cannot be reached, or refuses",
            "5:a record does not hold, or is there twice; the first is printed"
        })
public final class VerifyPackedCommand implements Callable<Integer> {

    private static final MathContext DIGITS = new MathContext(4);

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    PipelineOptions options;

    @Mixin
    TerminalOptions terminal;

    @Override
    public Integer call() throws IOException {
        PipelineConfig config = options.pipeline();
        PackedCheck.Result result;
        try (PackedTopic packed = PackedTopic.of(config, null);
                PackedCheck check = new PackedCheck(config)) {
            packed.requireThere();
            try (Progress progress = terminal.progress("verify-packed", "offsets", packed.length())) {
                result = check.run(packed, progress::at);
            }
        }
        print(result);
        return result.holds() ? ExitCode.OK : ExitCode.MISMATCH;
    }

    private static String bound(double bound) {
        return bound == 0
                ? "exact"
                : new BigDecimal(bound).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    private void print(PackedCheck.Result result) {
        PrintWriter out = spec.commandLine().getOut();
        if (result.messages() == 0) {
            out.println("Nothing is packed yet: a block is packed when it is full, or after compression.within.");
            out.flush();
            return;
        }
        TextTable table = new TextTable("field", "bound", "largest error");
        result.fields()
                .forEach((name, worst) ->
                        table.row(name, bound(worst.bound()), String.format(Locale.ROOT, "%.3f", worst.error())));
        table.lines().forEach(out::println);
        out.println("compared  " + Figures.count(result.records()) + " records, " + Figures.count(result.numbers())
                + " numbers, from " + Figures.count(result.messages()) + " messages");
        out.printf(
                "size      %.2f bytes a record packed, keys included; %.2f as they came in%n",
                result.packedPerRecord(), result.inputPerRecord());
        if (result.gone() > 0) {
            out.println("gone      " + Figures.count(result.gone()) + " packed records are no longer in the input");
        }
        if (result.notPacked() > 0) {
            out.println("not there " + Figures.count(result.notPacked())
                    + " input records: dead letters, records that wait for"
                    + " their block, or from before compression");
        }
        out.println(
                result.holds()
                        ? "Every packed record holds."
                        : Figures.count(result.failures()) + " do not hold, the first: " + result.first());
        out.flush();
    }
}
