package dev.sluice.cli.backtest;

import dev.sluice.cli.table.RecordFile;
import dev.sluice.command.CommonOptions;
import dev.sluice.command.ExitCode;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineFile;
import dev.sluice.trainer.training.RejectedModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains on one file and scores another, without a broker. */
@Command(
        name = "backtest",
        description = {
            "Train on one file and score another: the live path without a broker.",
            "",
            "The same decoder, features, trainer, calibration and scorer as in a pipeline. Files are CSV or JSON lines (.jsonl, .ndjson, .json), gzipped or not. Every numeric column is a "
                    + "feature unless --config names them. Rows are taken in the order of time.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  sluice backtest --train normal.csv --test week42.csv.gz --label anomaly \\",
            "      --out scores.csv --report report.json"
        })
public final class BacktestCommand implements Callable<Integer> {

    @Mixin
    CommonOptions common;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--train",
            required = true,
            paramLabel = "FILE",
            description = "History to train on: CSV or JSON lines, may be gzipped.")
    Path train;

    @Option(
            names = "--test",
            required = true,
            paramLabel = "FILE",
            description = "Rows to score: CSV or JSON lines, may be gzipped.")
    Path test;

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            description = "0/1 column of the test file, 1 for an anomaly. Used for evaluation only, never for fitting.")
    String label;

    @Option(names = "--ignore", paramLabel = "COLUMN", description = "Column that is no feature; may be repeated.")
    List<String> ignore = new ArrayList<>();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Pipeline file whose features, model, training and alerts are used. Default: the defaults.")
    Path config;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of sampling and weights; overrides training.seed.")
    Long seed;

    @Option(names = "--separator", paramLabel = "CHAR", description = "Column separator. Default: found out.")
    Character separator;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            defaultValue = "PT1M",
            description = "Time from row to row, for alerts.budget (default: ${DEFAULT-VALUE}).")
    Duration interval;

    @Option(
            names = "--budget",
            paramLabel = "BUDGET",
            description =
                    "How many alerts normal rows may raise, such as \"1 per 1000 records\"; overrides alerts.budget.")
    String budget;

    @Option(names = "--out", paramLabel = "FILE", description = "Write a line of scores per test row.")
    Path out;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the figures as JSON.")
    Path report;

    @Override
    public Integer call() throws IOException, RejectedModelException {
        PipelineConfig base = config == null
                ? PipelineConfig.of("backtest", Map.of(), InputConfig.json("backtest"))
                : PipelineFile.load(config, System.getenv());
        TableRows trainRows = new TableRows(RecordFile.read(train, separator), base.input());
        TableRows testRows = new TableRows(RecordFile.read(test, separator), base.input());
        PipelineConfig pipeline = pipeline(base, trainRows);
        boolean[] labels = label == null ? null : testRows.labels(label);
        List<FeatureSpec> features = features(trainRows, pipeline);
        trainRows.requireFeatures(features);
        testRows.requireFeatures(features);
        if (interval.isNegative() || interval.isZero()) {
            throw new ConfigException("--interval: expected a positive duration, got " + interval);
        }

        Backtest.Result result = new Backtest(pipeline)
                .run(features, trainRows.decode(features, interval), testRows.decode(features, interval));

        BacktestReport figures = new BacktestReport(result, trainRows.size(), labels);
        if (out != null) {
            figures.writeScores(out);
        }
        if (report != null) {
            figures.writeJson(report);
        }
        print(figures);
        return ExitCode.OK;
    }

    private PipelineConfig pipeline(PipelineConfig base, TableRows rows) {
        PipelineConfig own = base.withInput(rows.input());
        PipelineConfig seeded =
                seed == null ? own : own.withTraining(own.training().withSeed(seed));
        return budget == null ? seeded : seeded.withAlertBudget(parseBudget());
    }

    private AlertBudget parseBudget() {
        try {
            return AlertBudget.parse(budget);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("--budget: " + e.getMessage());
        }
    }

    private List<FeatureSpec> features(TableRows rows, PipelineConfig pipeline) {
        List<String> leftOut = new ArrayList<>(ignore);
        if (label != null) {
            leftOut.add(label);
        }
        List<FeatureSpec> features = pipeline.features().isEmpty()
                ? rows.inferFeatures(leftOut)
                : pipeline.features().stream()
                        .filter(f -> !leftOut.contains(f.field()))
                        .toList();
        if (features.isEmpty()) {
            throw new ConfigException(train + ": no feature is left after --label and --ignore; columns are "
                    + rows.input().columns());
        }
        return features;
    }

    private void print(BacktestReport r) {
        PrintWriter console = spec.commandLine().getOut();
        var model = r.result().model();
        var p = model.provenance();
        line(
                console,
                "trained on",
                "%,d rows x %d features in %.1f s",
                r.rowsTrain(),
                model.model().features().size(),
                p.getSecondsTrain());
        line(
                console,
                "",
                "%,d fit, %,d validation, %,d held out for calibration",
                p.getRowsFit(),
                p.getRowsValidation(),
                p.getRowsJudge());
        line(
                console,
                "losses",
                "train %.4f, validation %.4f at epoch %d of %d; held out %.4f",
                model.trainLoss(),
                model.validationLoss(),
                p.getBestEpoch(),
                p.getTrainLoss().size(),
                p.getJudgeError());
        line(
                console,
                "scored",
                "%,d rows, %.2f us each",
                r.result().rows().size(),
                r.result().microsPerRecord());
        if (r.deadLetters() > 0) {
            line(console, "dead letters", "%,d rows could not be decoded", r.deadLetters());
        }
        line(
                console,
                "anomalous",
                "%.3f %% of the rows (budget %s: %.3g)",
                100 * r.alertRate(),
                model.artifact().getCalibration().getAlertBudget(),
                model.model().calibration().alertProbability());
        if (r.ranking() != null && r.ranking().isDefined()) {
            line(console, "AUROC", "%.3f", r.ranking().auroc());
            line(console, "AUPRC", "%.3f", r.ranking().auprc());
        } else if (r.ranking() != null) {
            line(console, "AUROC", "not defined: column %s holds one class only", label);
        }
        if (out != null) {
            line(console, "scores", "%s", out);
        }
        if (report != null) {
            line(console, "report", "%s", report);
        }
        console.flush();
    }

    private static void line(PrintWriter console, String name, String format, Object... arguments) {
        console.printf("%-13s %s%n", name, String.format(Locale.ROOT, format, arguments));
    }
}
