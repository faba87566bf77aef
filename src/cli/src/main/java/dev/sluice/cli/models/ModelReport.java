package dev.sluice.cli.models;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.TextTable;
import dev.sluice.contract.Activation;
import dev.sluice.contract.CalibrationState;
import dev.sluice.contract.FeatureState;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.Provenance;
import dev.sluice.record.Untrusted;
import dev.sluice.trainer.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All there is to know about one model, in lines. */
final class ModelReport {

    private static final int FIELDS_SHOWN = 8;

    private ModelReport() {}

    /**
     * @param decision what was decided about it last
     * @param verification as {@link Models#verification} says
     * @param signature as {@link Models#signature} says
     */
    static List<String> lines(
            ModelArtifact artifact,
            int bytes,
            Optional<Activation> decision,
            String verification,
            String signature,
            boolean active) {
        Provenance from = artifact.getProvenance();
        TextTable table = new TextTable("version", artifact.getVersion() + (active ? " (active)" : ""));
        table.row("pipeline", Untrusted.brief(artifact.getPipeline()))
                .row("artifact", verification + ", " + Figures.bytes(bytes))
                .row("signed by", signature)
                .row("decision", decision.map(ModelReport::decision).orElse("none recorded"))
                .row("made", made(from))
                .row(
                        "on",
                        from.getMachine().isEmpty()
                                ? "a machine that is not recorded"
                                : Untrusted.brief(from.getMachine()))
                .row("", "")
                .row("read", read(from))
                .row("window", Figures.time(from.getWindowFrom()) + " to " + Figures.time(from.getWindowTo()));
        from.getRanges()
                .forEach(r -> table.row(
                        "",
                        Untrusted.brief(r.getTopic()) + "-" + r.getPartition() + " from offset " + r.getFromOffset()
                                + " to before " + r.getToOffset()));
        table.row("rows", rows(from));
        feedback(from, table);
        table.row("", "").row("features", features(artifact)).row("network", network(artifact));
        choice(from.getChoice(), table);
        table.row("code", code(artifact))
                .row("latents", Latents.line(artifact))
                .row("loss", Untrusted.brief(from.getLoss()))
                .row("train loss", Losses.line(from.getTrainLoss(), 0))
                .row("validation loss", Losses.line(from.getValidationLoss(), from.getBestEpoch()))
                .row("judge error", Figures.brief(from.getJudgeError()) + " (mean squared residual on the latest rows)")
                .row("parity", Figures.brief(from.getParity()) + " (largest difference from the training engine)")
                .row("", "")
                .row("detector", Detector.kind(artifact.getDetector()));
        String members = Detector.members(artifact.getDetector());
        if (!members.isEmpty()) {
            table.row("members", members);
        }
        calibration(artifact.getCalibration(), table);
        table.row(
                "took", seconds(from.getSecondsRead()) + " reading, " + seconds(from.getSecondsTrain()) + " training");
        return table.lines();
    }

    private static String decision(Activation decision) {
        List<String> figures = new ArrayList<>();
        decision.getFigures().forEach((name, value) -> figures.add(Untrusted.brief(name) + " " + Figures.brief(value)));
        return decision.getDecision().toString().toLowerCase(Locale.ROOT).replace('_', ' ') + " "
                + Figures.time(decision.getTimestamp()) + " by " + Untrusted.brief(decision.getBy()) + ": "
                + Untrusted.brief(decision.getReason())
                + (figures.isEmpty() ? "" : " (" + String.join(", ", figures) + ")");
    }

    private static String made(Provenance from) {
        return Figures.time(from.getCreatedAt()) + " by Sluice " + Untrusted.brief(from.getCodeVersion()) + " with "
                + Untrusted.brief(from.getEngine()) + ", seed " + from.getSeed()
                + (from.getParentVersion() == null ? "" : ", after version " + from.getParentVersion());
    }

    private static String read(Provenance from) {
        return Figures.count(from.getRowsRead()) + " records: " + Figures.count(from.getRowsBad()) + " bad, "
                + Figures.count(from.getRowsExcluded()) + " excluded as anomalous";
    }

    private static String rows(Provenance from) {
        return Figures.count(from.getRowsFit()) + " to fit, " + Figures.count(from.getRowsValidation())
                + " to stop by, " + Figures.count(from.getRowsJudge()) + " to calibrate and judge on";
    }

    /** What operators have said of alerts, and was honoured; no line where nobody has said anything. */
    private static void feedback(Provenance from, TextTable table) {
        String name = "feedback";
        for (String kind : List.of(History.CONFIRMED, History.FALSE_ALARM)) {
            List<String> alerts = from.getExclusions().stream()
                    .filter(e -> e.getKind().equals(kind))
                    .map(e -> Untrusted.brief(e.getAlert()))
                    .distinct()
                    .toList();
            if (!alerts.isEmpty()) {
                table.row(
                        name,
                        (kind.equals(History.CONFIRMED)
                                        ? "incidents that were confirmed, left out: "
                                        : "false alarms, learned: ")
                                + alerts.stream().limit(FIELDS_SHOWN).collect(Collectors.joining(", "))
                                + (alerts.size() > FIELDS_SHOWN
                                        ? ", and " + (alerts.size() - FIELDS_SHOWN) + " more"
                                        : ""));
                name = "";
            }
        }
    }

    private static String features(ModelArtifact artifact) {
        List<FeatureState> features = artifact.getFeatures();
        int columns = Architecture.columns(artifact);
        String named = features.stream()
                .limit(FIELDS_SHOWN)
                .map(f -> Untrusted.brief(f.getField()))
                .collect(Collectors.joining(", "));
        return features.size() + ": " + named
                + (features.size() > FIELDS_SHOWN ? ", and " + (features.size() - FIELDS_SHOWN) + " more" : "")
                + (columns == features.size() ? "" : "; " + Figures.count(columns) + " columns")
                + (Architecture.window(artifact) > 1 ? "; " + Architecture.window(artifact) + " records at once" : "");
    }

    /** One reason a line: together they are longer than a terminal is wide. */
    private static void choice(String choice, TextTable table) {
        if (choice.isEmpty()) {
            return;
        }
        String name = "chosen";
        for (String reason : choice.split("; ")) {
            table.row(name, reason.replaceAll("\\p{C}", "?"));
            name = "";
        }
    }

    private static String code(ModelArtifact artifact) {
        Map<String, Double> figures = artifact.getProvenance().getFigures();
        Double sparsity = figures.get("code-sparsity");
        Double divergence = figures.get("code-divergence");
        return Architecture.latent(artifact) + " latents"
                + (sparsity == null
                        ? ""
                        : String.format(Locale.ROOT, ", %.1f %% of their values next to 0", 100 * sparsity))
                + (divergence == null
                        ? ""
                        : ", divergence from a standard normal distribution " + Figures.brief(divergence) + " nats");
    }

    private static String network(ModelArtifact artifact) {
        return Untrusted.brief(artifact.getModelType()) + " " + Architecture.of(artifact) + ", "
                + Figures.count(Architecture.parameters(artifact)) + " parameters";
    }

    private static void calibration(CalibrationState c, TextTable table) {
        table.row(
                        "calibration",
                        Figures.count(c.getRows()) + " rows: p-values below " + Figures.brief(1 / (c.getRows() + 1.0))
                                + " are extrapolated")
                .row(
                        "tail",
                        "above " + Figures.brief(c.getBody().get(c.getBody().size() - 1)) + " from " + c.getTailRows()
                                + " rows, shape " + Figures.brief(c.getTailShape()) + ", scale "
                                + Figures.brief(c.getTailScale()))
                .row(
                        "alert budget",
                        Untrusted.brief(c.getAlertBudget()) + ": score 1.0 at p "
                                + Figures.brief(c.getAlertProbability()) + ", realised between "
                                + Figures.brief(c.getAlertProbabilityLow()) + " and "
                                + Figures.brief(c.getAlertProbabilityHigh()) + " in nine of ten histories like this");
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
