package dev.sluice.cli.models;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.pipeline.ConfigException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Takes an artifact from a file into a pipeline. It keeps its number where that was never used here; else an unsigned one
 * is given the next number, and a signed one, whose signature covers the number, is refused.
 */
final class Import {

    private final Models models;
    private final Control control;
    private final String reason;

    /** @param reason why */
    Import(Models models, Control control, String reason) {
        this.models = models;
        this.control = control;
        this.reason = reason;
    }

    /**
     * @param file what errors call the bytes
     * @param promote whether to make it active too
     * @throws ConfigException where scorers would refuse it, or its number is taken
     */
    Change of(byte[] bytes, String file, boolean promote) {
        ModelArtifact artifact = read(bytes, file);
        int own = artifact.getVersion();
        if (models.bytes(own).filter(b -> Arrays.equals(b, bytes)).isPresent()) {
            return promote
                    ? control.promote(own)
                    : Change.none("It is here already, as version " + own + ": nothing written.");
        }
        requireGood(own, bytes, file);
        boolean free = !models.versions().contains(own);
        int version = free ? own : models.lastVersion() + 1;
        byte[] published = free ? bytes : renumbered(artifact, bytes, version, file);
        requireGood(version, published, file);
        String origin = "from file " + file + (free ? "" : ", where it was version " + own) + ": " + reason;
        List<Activation> decisions = new ArrayList<>(List.of(control.decision(Decision.IMPORTED, version, origin)));
        List<String> said = new ArrayList<>();
        said.add("Version " + version + " is imported"
                + (free ? "" : "; in the file it is version " + own + ", a number that is taken here") + ".");
        if (promote) {
            decisions.add(control.decision(Decision.PROMOTED, version, origin));
            said.add("It is active: running scorers take it over between two records, within seconds.");
        } else {
            said.add("It is not active: `sluice models promote " + version + "` makes it so, `sluice models diff "
                    + models.champion().map(c -> c + " ").orElse("") + version + "` tells what would change.");
        }
        return new Change(Map.of(version, published), decisions, said);
    }

    private ModelArtifact read(byte[] bytes, String file) {
        try {
            return ArtifactReader.read(bytes, models.maxBytes());
        } catch (ArtifactException e) {
            throw new ConfigException(file + ": " + e.getMessage(), e);
        }
    }

    private void requireGood(int version, byte[] bytes, String file) {
        models.refusal(version, bytes).ifPresent(why -> {
            throw new ConfigException(file + ": scorers would refuse it: " + why);
        });
    }

    private byte[] renumbered(ModelArtifact artifact, byte[] bytes, int version, String file) {
        int own = artifact.getVersion();
        if (isSigned(bytes, file)) {
            throw new ConfigException(file + " is version " + own + ", a number that pipeline " + models.pipeline()
                    + " has used, and it is signed, so that it cannot be given another: export it under a free number"
                    + " where it was made, or promote version " + own + " if that is the one you mean");
        }
        artifact.put("version", version);
        // The number that the space began with means another model here: unknown spaces are not taken for the same.
        artifact.put("space", version);
        return ArtifactWriter.write(artifact);
    }

    private boolean isSigned(byte[] bytes, String file) {
        try {
            return ArtifactReader.signedBy(bytes, models.maxBytes()).isPresent();
        } catch (ArtifactException e) {
            throw new ConfigException(file + ": " + e.getMessage(), e);
        }
    }
}
