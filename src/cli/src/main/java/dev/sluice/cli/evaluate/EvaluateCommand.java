package dev.sluice.cli.evaluate;

import dev.sluice.cli.encoding.Encoding;
import dev.sluice.cli.encoding.LabelledRows;
import dev.sluice.cli.encoding.ModelFile;
import dev.sluice.cli.encoding.PixelGrid;
import dev.sluice.cli.table.RecordFile;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.pipeline.ScoreKind;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.trainer.training.RejectedModelException;
import dev.sluice.trainer.training.TrainedModel;
import dev.sluice.wire.Wire;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a model's latents keep of the records, and what they are good for. */
@Command(
        name = "evaluate",
        header = "Say what the latents keep of the records, and what can be told from them.",
        description = {
            "",
            "On files, a model is trained on one part and evaluated on the other, without a broker. With --model, or on "
                    + "a pipeline's topic, an existing model is evaluated: the first part of the records is then for "
                    + "the comparisons only.",
            "",
            "Compared are the latents, as many principal components (PCA), and the features themselves: how well the "
                    + "records are restored, and with --label, how well classes are told by logistic regression and "
                    + "by nearest neighbours. Files are CSV or JSON lines (.jsonl, .ndjson, .json), gzipped or not.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice evaluate --train january.csv --test february.csv.gz --report r.json",
            "  sluice evaluate digits.csv --label digit --projection latents.png",
            "  sluice evaluate --config pumps.yaml --last 50000",
            "  sluice evaluate week42.jsonl --model pumps.sluice --latents latents.csv",
            "  sluice evaluate --config digits.yaml --label label --reconstructions restored.png"
        })
public final class EvaluateCommand implements Callable<Integer> {

    private static final double DEFAULT_SPLIT = 0.8;
    private static final int DEFAULT_LAST = 20_000;

    @Mixin
    CommonOptions common;

    @Spec
    CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "Records to split; see --split.")
    Path file;

    @Option(names = "--train", paramLabel = "FILE", description = "Records to learn from, with --test.")
    Path train;

    @Option(names = "--test", paramLabel = "FILE", description = "Records to evaluate on; alone, the same as FILE.")
    Path test;

    @Option(
            names = "--split",
            paramLabel = "SHARE",
            description = "Share of the records to learn from, the first ones; the others are tested. Default: 0.8.")
    Double split;

    @Option(
            names = "--split-column",
            paramLabel = "COLUMN",
            description = "Column that says \"train\" in the records to learn from; all others are tested.")
    String splitColumn;

    @Option(names = "--shuffle", description = "Mix the records, by the seed, before --split.")
    boolean shuffle;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Pipeline file. With files: its features, model and training are used. Without: its topic's "
                    + "latest records and its active model.")
    Path config;

    @Option(names = "--model", paramLabel = "FILE", description = "Evaluate this model, as `models export` wrote it.")
    Path model;

    @Option(
            names = "--model-version",
            paramLabel = "N",
            description = "Evaluate this version of the pipeline's models; default: the active one.")
    Integer modelVersion;

    @Option(names = "--last", paramLabel = "N", description = "The topic's latest N records. Default: 20000.")
    Integer last;

    @Option(names = "--from", paramLabel = "ISO", description = "Of these, only those since 2026-01-01T00:00:00Z, say.")
    Instant from;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "Column or field that names the class of a record; never a feature.")
    String label;

    @Option(names = "--ignore", paramLabel = "COLUMN", description = "Column that is no feature; may be repeated.")
    List<String> ignore = new ArrayList<>();

    @Option(names = "--neighbours", paramLabel = "K", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    int neighbours;

    @Option(
            names = "--max-train",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Rows that classifiers learn from at most, drawn by the seed. Default: ${DEFAULT-VALUE}.")
    int maxTrain;

    @Option(
            names = "--max-test",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Rows that are classified at most, drawn by the seed. Default: ${DEFAULT-VALUE}.")
    int maxTest;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of all that is drawn; overrides training.seed.")
    Long seed;

    @Option(names = "--separator", paramLabel = "CHAR", description = "Column separator. Default: found out.")
    Character separator;

    @Option(
            names = "--image",
            paramLabel = "HxW",
            description = "The columns, or those of an array of that size, are the pixels of a picture: 28x28, or "
                    + "32x32x3 for colours. Default: as an array's own shape says.")
    String image;

    @Option(names = "--report", paramLabel = "FILE", description = "Write all figures as JSON.")
    Path report;

    @Option(names = "--latents", paramLabel = "FILE", description = "Write the test rows' latents as CSV.")
    Path latents;

    @Option(names = "--projection", paramLabel = "FILE", description = "Draw the latents in a plane, as PNG.")
    Path projection;

    @Option(names = "--reconstructions", paramLabel = "FILE", description = "Draw pictures in and out, as PNG.")
    Path reconstructions;

    @Option(names = "--save", paramLabel = "FILE", description = "Write the model that was trained, for --model.")
    Path save;

    @Override
    public Integer call() throws IOException, InterruptedException, RejectedModelException {
        requireSense();
        PipelineConfig pipeline = config == null ? null : PipelineFile.load(config, System.getenv());
        Material material = material(pipeline);
        long drawn = seed(pipeline);
        Classification.Plan plan =
                label == null ? null : new Classification.Plan(label, neighbours, maxTrain, maxTest, drawn);

        Encoding encoding;
        LabelledRows trainRows;
        LabelledRows testRows;
        if (isExisting()) {
            LoadedModel loaded = model == null ? ModelFile.load(pipeline, modelVersion) : ModelFile.load(model);
            encoding = new Encoding(loaded);
            trainRows = material.train(encoding.features(), label, 2);
            testRows = material.test(encoding.features(), label);
            requireClasses(plan, trainRows, testRows);
        } else {
            PipelineConfig training = training(pipeline, material);
            List<FeatureSpec> features = features(training, material);
            trainRows = material.train(features, label, Encoding.MIN_ROWS);
            testRows = material.test(features, label);
            requireClasses(plan, trainRows, testRows);
            // The detector has no part in the latents, and takes most of the time: only a model that is kept needs it.
            PipelineConfig wanted = save == null ? training.withScore(ScoreKind.RECONSTRUCTION) : training;
            TrainedModel trained = Encoding.train(wanted, features, trainRows.rows());
            encoding = new Encoding(trained.loaded());
            if (save != null) {
                Files.write(save, trained.bytes());
            }
        }
        PixelGrid grid = image == null && reconstructions == null
                ? PixelGrid.find(encoding).orElse(null)
                : PixelGrid.of(image, encoding);
        Evaluation evaluation = Evaluation.of(encoding, trainRows, testRows, plan, drawn);

        write(evaluation, grid, drawn);
        print(evaluation, grid);
        return ExitCode.OK;
    }

    private void requireSense() {
        require(file == null || (train == null && test == null), "FILE excludes --train and --test");
        require(train == null || test != null, "--train needs --test; for one file with a split, name it alone");
        boolean topic = file == null && test == null;
        require(!topic || config != null, "what to evaluate? Name FILE, or --train and --test, or --config");
        boolean splits = train == null;
        require(splits || (split == null && splitColumn == null && !shuffle), "--train and --test are split already");
        require(split == null || splitColumn == null, "--split and --split-column exclude each other");
        require(!shuffle || splitColumn == null, "--shuffle and --split-column exclude each other");
        require(
                split == null || (split > 0 && split < 1),
                "--split: expected a share above 0 and below 1, got " + split);
        require(topic || (last == null && from == null), "--last and --from are for topics: name no file");
        require(last == null || last > 0, "--last: expected at least 1, got " + last);
        require(model == null || modelVersion == null, "--model and --model-version exclude each other");
        require(modelVersion == null || config != null, "--model-version needs the pipeline: name --config");
        require(save == null || !isExisting(), "--save is for a model trained here: nothing is trained");
        require(maxTrain > 0 && maxTest > 0, "--max-train, --max-test: expected at least 1");
        outputs().forEach(EvaluateCommand::requireFolder);
    }

    private List<Path> outputs() {
        return Stream.of(report, latents, projection, reconstructions, save)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Said before an hour of work rather than after. */
    private static void requireFolder(Path output) {
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new ConfigException("cannot write " + output + ": there is no folder " + folder);
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    /** Training takes long: what is wrong with the labels is said before. */
    private static void requireClasses(Classification.Plan plan, LabelledRows trainRows, LabelledRows testRows) {
        if (plan != null) {
            plan.requireClasses(trainRows.labels(), testRows.labels());
        }
    }

    private long seed(PipelineConfig pipeline) {
        if (seed != null) {
            return seed;
        }
        return pipeline == null
                ? TrainingConfig.DEFAULT.seed()
                : pipeline.training().seed();
    }

    private boolean isExisting() {
        return model != null || modelVersion != null || (file == null && test == null);
    }

    private Material material(PipelineConfig pipeline) throws IOException, InterruptedException {
        if (train != null) {
            RecordFile learnt = RecordFile.read(train, separator);
            RecordFile tested = RecordFile.read(test, separator);
            return Material.of(input(learnt, pipeline), learnt.records(), input(tested, pipeline), tested.records());
        }
        Long mixed = shuffle ? Long.valueOf(seed(pipeline)) : null;
        double share = split == null ? DEFAULT_SPLIT : split;
        if (file == null && test == null) {
            return stretch(pipeline, share, mixed);
        }
        RecordFile records = RecordFile.read(file == null ? test : file, separator);
        return splitColumn == null
                ? Material.split(input(records, pipeline), records.records(), share, mixed)
                : Material.splitBy(input(records, pipeline), records.records(), splitColumn);
    }

    private Material stretch(PipelineConfig pipeline, double share, Long mixed) throws InterruptedException {
        try (Wire wire = new Wire(pipeline)) {
            List<byte[]> records = TopicStretch.read(pipeline, wire, from, last == null ? DEFAULT_LAST : last);
            return splitColumn == null
                    ? Material.split(wire.textInput(), records, share, mixed)
                    : Material.splitBy(wire.textInput(), records, splitColumn);
        }
    }

    private static InputConfig input(RecordFile records, PipelineConfig pipeline) {
        return pipeline == null ? records.input() : records.input(pipeline.input());
    }

    private PipelineConfig training(PipelineConfig pipeline, Material material) {
        PipelineConfig base = pipeline == null
                ? PipelineConfig.of("evaluate", Map.of(), material.trainInput())
                : pipeline.withInput(material.trainInput());
        return seed == null ? base : base.withTraining(base.training().withSeed(seed));
    }

    private List<FeatureSpec> features(PipelineConfig pipeline, Material material) {
        List<String> leftOut = new ArrayList<>(ignore);
        if (label != null) {
            leftOut.add(label);
        }
        if (splitColumn != null) {
            leftOut.add(splitColumn);
        }
        List<FeatureSpec> features = pipeline.features().isEmpty()
                ? material.inferFeatures(leftOut)
                : pipeline.features().stream()
                        .filter(f -> !leftOut.contains(f.field()))
                        .toList();
        if (features.isEmpty()) {
            throw new ConfigException(
                    material.trainInput().topic() + ": no feature is left after --label, --split-column and --ignore");
        }
        return features;
    }

    private void write(Evaluation evaluation, PixelGrid grid, long drawn) throws IOException {
        EvaluationReport figures = new EvaluationReport(evaluation, drawn);
        EvaluationPictures pictures = new EvaluationPictures(evaluation, drawn);
        if (report != null) {
            figures.writeJson(report);
        }
        if (latents != null) {
            figures.writeLatents(latents);
        }
        if (projection != null) {
            pictures.writeProjection(projection);
        }
        if (reconstructions != null) {
            pictures.writeReconstructions(reconstructions, grid);
        }
    }

    private void print(Evaluation evaluation, PixelGrid grid) {
        PrintWriter console = spec.commandLine().getOut();
        boolean oneUnit =
                grid != null && grid.size() == evaluation.encoding().columns().size();
        new EvaluationTable(evaluation, oneUnit).lines().forEach(console::println);
        outputs().forEach(written -> console.println("wrote " + written));
        console.flush();
    }
}
