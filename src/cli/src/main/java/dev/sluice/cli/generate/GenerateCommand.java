package dev.sluice.cli.generate;

import dev.sluice.cli.encoding.Encoded;
import dev.sluice.cli.encoding.Encoding;
import dev.sluice.cli.encoding.LabelledRows;
import dev.sluice.cli.encoding.ModelFile;
import dev.sluice.cli.encoding.PixelGrid;
import dev.sluice.cli.picture.ImageGrid;
import dev.sluice.cli.picture.Pixels;
import dev.sluice.cli.table.RecordFile;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes records that a model takes for normal. */
@Command(
        name = "generate",
        header = "Make records that a model takes for normal.",
        description = {
            "",
            "A variational model generates from its prior: every latent drawn from there is a record it has learnt to "
                    + "restore. Any model generates around given records: their latents, moved by chance, decoded. Times "
                    + "and texts are no part of what is made.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice generate --model pumps.sluice --count 1000 --out made.jsonl",
            "  sluice generate --config pumps.yaml --around incident.csv --out similar.csv",
            "  sluice generate --config digits.yaml --picture made.png"
        })
public final class GenerateCommand implements Callable<Integer> {

    private static final String VARIATIONAL = "variational";
    private static final int PICTURE_COLUMNS = 10;
    private static final int PICTURE_MAX = 100;
    private static final int MAX_COUNT = 1_000_000;

    @Mixin
    CommonOptions common;

    @Spec
    CommandSpec spec;

    @Option(names = "--model", paramLabel = "FILE", description = "A model, as `sluice models export` wrote it.")
    Path model;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Pipeline file, for its active model.")
    Path config;

    @Option(
            names = "--model-version",
            paramLabel = "N",
            description = "This version of the pipeline's models; default: the active one.")
    Integer modelVersion;

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            defaultValue = "100",
            description = "How many records to make. Default: ${DEFAULT-VALUE}.")
    int count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed makes the same records. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(
            names = "--around",
            paramLabel = "FILE",
            description = "Records to begin from, each in turn: CSV or JSON lines, gzipped or not.")
    Path around;

    @Option(
            names = "--spread",
            paramLabel = "X",
            description =
                    "With --around: how far to move, in standard deviations. Of a variational model these are the "
                            + "record's own, how uncertain its latents are, and the default is 1. Of any other they are those of "
                            + "the latents, and the default is 0.5.")
    Double spread;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Write the records: CSV where it ends in .csv, else JSON lines.")
    Path out;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Draw the first " + PICTURE_MAX + " records as pictures, as PNG.")
    Path picture;

    @Option(
            names = "--image",
            paramLabel = "HxW",
            description = "The columns, or those of an array of that size, are the pixels of a picture: 28x28, or "
                    + "32x32x3 for colours. Default: as an array's own shape says.")
    String image;

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireSense();
        Encoding encoding = encoding();
        PixelGrid grid = picture == null ? null : PixelGrid.of(image, encoding);
        float[][] latents = around == null ? fromPrior(encoding) : aroundRecords(encoding);
        List<float[]> records = Arrays.stream(latents).map(encoding::decode).toList();
        PrintWriter console = spec.commandLine().getOut();
        console.printf(
                "%,d records %s by the %s model, version %d, seed %d%n",
                records.size(),
                around == null ? "from the prior" : "around those of " + around,
                encoding.modelType(),
                encoding.version(),
                seed);
        if (out != null) {
            new RecordsFile(out, encoding).write(records);
            console.println("wrote " + out);
        }
        if (picture != null) {
            draw(encoding, grid, records);
            console.println("wrote " + picture);
        }
        console.flush();
        return ExitCode.OK;
    }

    private void requireSense() {
        require(model != null || config != null, "which model? Name --model FILE, or --config of a pipeline");
        require(
                model == null || (config == null && modelVersion == null),
                "--model excludes --config and its versions");
        require(out != null || picture != null, "where to? Name --out FILE, or --picture FILE");
        require(count >= 1 && count <= MAX_COUNT, "--count: expected 1 to " + MAX_COUNT + ", got " + count);
        require(spread == null || around != null, "--spread needs --around");
        require(
                spread == null || (spread >= 0 && spread <= 100),
                "--spread: expected 0 to 100 standard deviations, got " + spread);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private Encoding encoding() throws IOException, InterruptedException {
        if (model != null) {
            return new Encoding(ModelFile.load(model));
        }
        PipelineConfig pipeline = PipelineFile.load(config, System.getenv());
        return new Encoding(ModelFile.load(pipeline, modelVersion));
    }

    private float[][] fromPrior(Encoding encoding) {
        if (!encoding.modelType().equals(VARIATIONAL)) {
            throw new ConfigException("the model is of type " + encoding.modelType() + ", whose latents have no known"
                    + " distribution to draw from: only " + VARIATIONAL + " models have one (model.type: " + VARIATIONAL
                    + "); --around FILE works for any type");
        }
        return new LatentSampler(seed).prior(count, encoding.latentSize());
    }

    private float[][] aroundRecords(Encoding encoding) throws IOException {
        RecordFile file = RecordFile.read(around, null);
        LabelledRows rows = LabelledRows.decode(file.input(), encoding.features(), file.records(), null);
        if (rows.size() == 0) {
            throw new ConfigException(around + ": none of the " + file.size() + " records can be decoded"
                    + (rows.firstBad() == null ? "" : ", the first because of " + rows.firstBad()));
        }
        Encoded centers = encoding.encode(rows.rows());
        LatentSampler sampler = new LatentSampler(seed);
        if (encoding.isUncertain()) {
            return sampler.around(centers.latents(), centers.deviations(), spread == null ? 1 : spread, count);
        }
        // A single record has no spread of its own: the rows that the artifact carries stand in.
        float[][] known = Stream.of(centers.latents(), encoding.golden().latents())
                .flatMap(Arrays::stream)
                .toArray(float[][]::new);
        float[][] spreads = new float[centers.size()][];
        Arrays.fill(spreads, LatentSampler.spreads(known));
        return sampler.around(centers.latents(), spreads, spread == null ? 0.5 : spread, count);
    }

    private void draw(Encoding encoding, PixelGrid grid, List<float[]> records) throws IOException {
        List<double[]> shown = records.stream()
                .limit(PICTURE_MAX)
                .map(encoding::unscaled)
                .map(grid::of)
                .toList();
        String subtitle = "%s, %d latents to %d values, %s; seed %d"
                .formatted(
                        encoding.modelType(),
                        encoding.latentSize(),
                        grid.size(),
                        around == null ? "from the prior" : "around given records",
                        seed);
        ImageGrid tiles = new ImageGrid("Generated records", subtitle, brightness(encoding, grid));
        for (int from = 0; from < shown.size(); from += PICTURE_COLUMNS) {
            tiles.row("", shown.subList(from, Math.min(shown.size(), from + PICTURE_COLUMNS)), false);
        }
        tiles.write(picture);
    }

    /** That of rows that were observed: those made here may stray from it. */
    private static Pixels brightness(Encoding encoding, PixelGrid grid) {
        double[][] observed = Arrays.stream(encoding.golden().scaled())
                .map(encoding::unscaled)
                .map(grid::of)
                .toArray(double[][]::new);
        return Pixels.of(grid.height(), grid.width(), grid.channels(), observed);
    }
}
