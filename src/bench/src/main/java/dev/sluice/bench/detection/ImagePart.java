package dev.sluice.bench.detection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.bench.backtest.CommandFailedException;
import dev.sluice.bench.backtest.SluiceCall;
import dev.sluice.bench.data.DigitImages;
import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.cli.terminal.Figures;
import dev.sluice.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How much of a picture a code of 32 numbers keeps: mean squared error a pixel on held-out digits. */
final class ImagePart implements BenchPart {

    private static final int TRAIN = 8_000;
    private static final String MSE = "mseInputUnit";

    private record Network(String model, boolean slow, BenchTarget target) {}

    private static final List<Network> NETWORKS = List.of(
            new Network(
                    "{type: undercomplete, latent: 32, hidden: none}",
                    false,
                    BenchTarget.atMost(0.0180, "mnist digits, code of 32, dense", "MSE/pixel")),
            new Network(
                    "{type: convolutional, latent: 32}",
                    true,
                    BenchTarget.atMost(0.0120, "mnist digits, code of 32, convolutional", "MSE/pixel")));

    @Override
    public String name() {
        return "images";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return NETWORKS.stream().map(Network::target).toList();
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        DigitImages images = DigitImages.read(run.data("mnist-t10k/t10k-images-idx3-ubyte.gz"));
        Path train = images.write(0, TRAIN, run.work().resolve("digits-train.csv"));
        Path test = images.write(TRAIN, images.size(), run.work().resolve("digits-test.csv"));
        List<BenchRow> rows = new ArrayList<>();
        for (Network network : NETWORKS) {
            if (run.quick() && network.slow()) {
                rows.add(network.target().notMeasured("left out of --quick"));
                continue;
            }
            run.step(network.target().what());
            rows.add(row(run, network, train, test));
        }
        return rows;
    }

    private static BenchRow row(BenchRun run, Network network, Path train, Path test) throws IOException {
        Path config = Files.writeString(
                run.work().resolve("digits.yaml"),
                "pipeline: digits\ninput: {topic: digits}\n"
                        + "features: [{field: p, type: array, shape: [28, 28, 1]}]\nmodel: " + network.model() + "\n");
        Path report = run.work().resolve("digits.json");
        try {
            SluiceCall.run(
                    "evaluate",
                    "--train",
                    train.toString(),
                    "--test",
                    test.toString(),
                    "--config",
                    config.toString(),
                    "--seed",
                    Long.toString(run.firstSeed()),
                    "--report",
                    report.toString());
        } catch (CommandFailedException e) {
            if (e.exitCode() == ExitCode.USAGE || e.exitCode() == ExitCode.CONFIG) {
                run.step(e.getMessage());
                return network.target().notMeasured("not available: " + e.getMessage());
            }
            throw e;
        }
        return row(network.target(), new ObjectMapper().readTree(report.toFile()));
    }

    /** Pixels are features in their own unit, so that the mean over all values is the mean over all pixels. */
    static BenchRow row(BenchTarget target, JsonNode report) {
        JsonNode reconstruction = report.path("reconstruction");
        JsonNode mse = reconstruction.path("latents").path(MSE);
        if (!mse.isNumber()) {
            return target.notMeasured("not available: the report of evaluate has no reconstruction.latents." + MSE);
        }
        return target.measured(
                mse.asDouble(),
                String.format(
                        Locale.ROOT,
                        "one seed; %d pixels, a code of %d; principal components beside: %s",
                        report.path("model").path("columns").asInt(),
                        report.path("model").path("latent").asInt(),
                        Figures.brief(reconstruction.path("pca").path(MSE).asDouble(Double.NaN))));
    }
}
