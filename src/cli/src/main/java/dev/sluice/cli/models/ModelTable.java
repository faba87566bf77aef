package dev.sluice.cli.models;

import dev.sluice.cli.terminal.Figures;
import dev.sluice.cli.terminal.TextTable;
import dev.sluice.contract.Activation;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.Provenance;
import dev.sluice.model.ArtifactException;
import dev.sluice.record.Untrusted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The versions of a pipeline, one a line; the active one is marked with {@code *}. */
final class ModelTable {

    private static final String NONE = "-";

    private ModelTable() {}

    static List<String> lines(Models models) {
        TextTable table = new TextTable(
                "version", "decision", "when", "type", "features", "latent", "rows", "validation", "judge", "reason");
        for (int version : models.versions()) {
            Optional<Activation> decision = models.decision(version);
            String mark = (models.champion().filter(c -> c == version).isPresent() ? " *" : "")
                    + (models.isPinned(version) ? " pinned" : "");
            String[] made = made(models, version);
            table.row(
                    version + mark,
                    decision.map(d -> d.getDecision()
                                    .toString()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', ' '))
                            .orElse(NONE),
                    decision.map(d -> Figures.time(d.getTimestamp())).orElse(NONE),
                    made[0],
                    made[1],
                    made[2],
                    made[3],
                    made[4],
                    made[5],
                    decision.map(d -> Untrusted.brief(d.getReason())).orElse(NONE));
        }
        return table.lines();
    }

    /** Type, features, latent, rows, validation loss and judge error of an artifact; dashes where it is not there. */
    private static String[] made(Models models, int version) {
        if (models.bytes(version).isEmpty()) {
            return new String[] {NONE, NONE, NONE, NONE, NONE, NONE};
        }
        try {
            ModelArtifact artifact = models.artifact(version);
            Provenance from = artifact.getProvenance();
            return new String[] {
                Untrusted.brief(artifact.getModelType()),
                Integer.toString(artifact.getFeatures().size()),
                Integer.toString(Architecture.latent(artifact)),
                Figures.count(from.getRowsFit()),
                Losses.best(from).map(Figures::brief).orElse(NONE),
                Figures.brief(from.getJudgeError())
            };
        } catch (ArtifactException e) {
            return new String[] {"unreadable", NONE, NONE, NONE, NONE, NONE};
        }
    }
}
