package dev.sluice.cli.models;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.TextTable;
import dev.sluice.contract.Activation;
import dev.sluice.contract.CalibrationState;
import dev.sluice.contract.Check;
import dev.sluice.contract.Exclusion;
import dev.sluice.contract.FeatureState;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.Provenance;
import dev.sluice.model.WeightDifference;
import dev.sluice.record.Untrusted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A model as one side of a comparison.
 *
 * @param decision what was decided about it last
 */
record ModelDiff(ModelArtifact artifact, Optional<Activation> decision) {

    private static final String NONE = "-";

    /** A row a property, with both models' values and what lies between them. */
    List<String> compare(ModelDiff other) {
        TextTable table = new TextTable(
                "", "version " + artifact.getVersion(), "version " + other.artifact.getVersion(), "difference");
        row(table, "decided", verdict(), other.verdict());
        Provenance ours = artifact.getProvenance();
        Provenance others = other.artifact.getProvenance();
        row(table, "made", Figures.time(ours.getCreatedAt()), Figures.time(others.getCreatedAt()));
        row(table, "made after", parent(ours), parent(others));
        row(table, "by Sluice", ours.getCodeVersion(), others.getCodeVersion());
        row(table, "on", ours.getMachine(), others.getMachine());
        separate(table);
        row(table, "window from", Figures.time(ours.getWindowFrom()), Figures.time(others.getWindowFrom()));
        row(table, "window to", Figures.time(ours.getWindowTo()), Figures.time(others.getWindowTo()));
        count(table, "records read", ours.getRowsRead(), others.getRowsRead());
        count(table, "rows fitted on", ours.getRowsFit(), others.getRowsFit());
        count(table, "rows excluded", ours.getRowsExcluded(), others.getRowsExcluded());
        row(table, "stretches excluded", excluded(ours), excluded(others));
        row(table, "kept for the judge", judged(ours), judged(others));
        separate(table);
        count(
                table,
                "features",
                artifact.getFeatures().size(),
                other.artifact.getFeatures().size());
        features(table, other);
        row(table, "type", artifact.getModelType(), other.artifact.getModelType());
        row(table, "network", Architecture.of(artifact), Architecture.of(other.artifact));
        count(table, "latents", Architecture.latent(artifact), Architecture.latent(other.artifact));
        row(table, "latents' space", space(artifact), space(other.artifact));
        row(table, "fidelity to parent", fidelity(artifact), fidelity(other.artifact));
        row(table, "largest weight difference", "", "", weights(other));
        separate(table);
        row(table, "loss", ours.getLoss(), others.getLoss());
        figure(table, "validation loss", Losses.best(ours), Losses.best(others));
        figure(table, "judge error", Optional.of(ours.getJudgeError()), Optional.of(others.getJudgeError()));
        checks(table, other);
        calibration(table, artifact.getCalibration(), other.artifact.getCalibration());
        configuration(table, ours, others);
        return table.lines();
    }

    private String verdict() {
        return decision.map(
                        d -> d.getDecision().toString().toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse(NONE);
    }

    private static String parent(Provenance from) {
        return from.getParentVersion() == null ? "none" : "version " + from.getParentVersion();
    }

    private static String excluded(Provenance from) {
        Map<String, Long> kinds = from.getExclusions().stream()
                .collect(Collectors.groupingBy(Exclusion::getKind, TreeMap::new, Collectors.counting()));
        return kinds.isEmpty()
                ? "none"
                : kinds.entrySet().stream()
                        .map(kind -> Figures.count(kind.getValue()) + " " + kind.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String judged(Provenance from) {
        return from.getJudgedFrom() == null ? "none" : "from " + Figures.time(from.getJudgedFrom());
    }

    private static String space(ModelArtifact artifact) {
        return artifact.getSpace() == 0 ? "unknown" : "of version " + artifact.getSpace();
    }

    private static String fidelity(ModelArtifact artifact) {
        return artifact.getToParent() == null
                ? NONE
                : Figures.brief(artifact.getToParent().getFidelity()) + " to version "
                        + artifact.getToParent().getVersion();
    }

    private String weights(ModelDiff other) {
        return WeightDifference.between(artifact, other.artifact)
                .map(d -> d.largest() == 0 ? "none" : Figures.brief(d.largest()) + " in " + Untrusted.brief(d.where()))
                .orElse("not comparable: other shapes");
    }

    private void features(TextTable table, ModelDiff other) {
        Map<String, FeatureState> ours = byField(artifact);
        Map<String, FeatureState> others = byField(other.artifact);
        for (String field : union(ours.keySet(), others.keySet())) {
            FeatureState left = ours.get(field);
            FeatureState right = others.get(field);
            if (left == null || right == null) {
                String what = left == null ? "added" : "removed";
                row(table, "  " + Untrusted.brief(field), scaled(left), scaled(right), what);
            } else if (!scaled(left).equals(scaled(right))) {
                row(table, "  " + Untrusted.brief(field), scaled(left), scaled(right), "scaled otherwise");
            }
        }
    }

    private static Map<String, FeatureState> byField(ModelArtifact artifact) {
        Map<String, FeatureState> fields = new LinkedHashMap<>();
        artifact.getFeatures().forEach(f -> fields.put(f.getField(), f));
        return fields;
    }

    private static String scaled(FeatureState feature) {
        return feature == null
                ? NONE
                : feature.getType()
                        + (feature.getType().equals("number")
                                ? " " + feature.getCurve() + " " + Figures.brief(feature.getCenter()) + " ± "
                                        + Figures.brief(feature.getSpread())
                                : "");
    }

    private void checks(TextTable table, ModelDiff other) {
        Map<String, Double> ours = figures();
        Map<String, Double> others = other.figures();
        for (String name : union(ours.keySet(), others.keySet())) {
            figure(
                    table,
                    "  " + Untrusted.brief(name),
                    Optional.ofNullable(ours.get(name)),
                    Optional.ofNullable(others.get(name)));
        }
    }

    /** What the judge measured of it. */
    private Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        List<Check> checks = decision.map(Activation::getChecks).orElse(List.of());
        checks.stream()
                .filter(check -> check.getChallenger() != null)
                .forEach(check -> figures.put(check.getName(), check.getChallenger()));
        return figures;
    }

    private static void calibration(TextTable table, CalibrationState ours, CalibrationState others) {
        count(table, "calibrated on rows", ours.getRows(), others.getRows());
        figure(
                table,
                "alert probability",
                Optional.of(ours.getAlertProbability()),
                Optional.of(others.getAlertProbability()));
        row(table, "alert budget", ours.getAlertBudget(), others.getAlertBudget());
    }

    private static void configuration(TextTable table, Provenance ours, Provenance others) {
        Map<String, String> left = FlatYaml.of(ours.getConfiguration());
        Map<String, String> right = FlatYaml.of(others.getConfiguration());
        List<String> changed = new ArrayList<>(union(left.keySet(), right.keySet()));
        changed.removeIf(key -> left.getOrDefault(key, "").equals(right.getOrDefault(key, "")));
        separate(table);
        row(table, "configuration", "", "", changed.isEmpty() ? "none" : changed.size() + " keys");
        for (String key : changed) {
            row(table, "  " + Untrusted.brief(key), left.getOrDefault(key, NONE), right.getOrDefault(key, NONE));
        }
    }

    private static Set<String> union(Set<String> left, Set<String> right) {
        Set<String> all = new TreeSet<>(left);
        all.addAll(right);
        return all;
    }

    private static void count(TextTable table, String name, long ours, long others) {
        row(
                table,
                name,
                Figures.count(ours),
                Figures.count(others),
                ours == others ? "" : (others > ours ? "+" : "") + Figures.count(others - ours));
    }

    private static void figure(TextTable table, String name, Optional<Double> ours, Optional<Double> others) {
        String difference = "";
        if (ours.isPresent() && others.isPresent() && !ours.equals(others) && ours.get() != 0) {
            difference = String.format(Locale.ROOT, "%+.1f %%", 100 * (others.get() / ours.get() - 1));
        }
        row(
                table,
                name,
                ours.map(Figures::brief).orElse(NONE),
                others.map(Figures::brief).orElse(NONE),
                difference);
    }

    private static void row(TextTable table, String name, String ours, String others) {
        row(table, name, ours, others, ours.equals(others) ? "" : "differs");
    }

    private static void row(TextTable table, String name, String ours, String others, String difference) {
        table.row(name, Untrusted.brief(ours), Untrusted.brief(others), difference);
    }

    private static void separate(TextTable table) {
        table.row("", "", "", "");
    }
}
