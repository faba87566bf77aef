package dev.sluice.stream.feed;

import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.record.Untrusted;
import dev.sluice.signature.TrustedKeys;
import java.util.Locale;
import java.util.Optional;

/** Verifies and compiles an artifact, and checks that it fits this scorer. Any bytes end in a model or a rejection. */
public final class ModelLoader {

    /** Exactly one of the two is set. */
    public record Outcome(LoadedModel model, Rejection rejection) {}

    private final PipelineConfig config;
    private final TrustedKeys trusted;

    /** @throws ConfigException where a trusted key cannot be used */
    public ModelLoader(PipelineConfig config) {
        this.config = config;
        this.trusted = TrustedKeys.of(config.trust().trustedKeys());
    }

    /** @param version that the artifact was published as */
    public Outcome load(int version, byte[] artifact) {
        try {
            LoadedModel loaded = ArtifactReader.load(artifact, config.maxModelBytes(), config.pipeline(), trusted);
            if (loaded.model().version() != version) {
                return rejected(
                        version,
                        label(ArtifactException.Reason.MALFORMED),
                        "artifact says it is version " + loaded.model().version() + ", its key says " + version);
            }
            Optional<String> differences = FeatureAgreement.differences(
                    config.features(), loaded.model().features());
            if (differences.isPresent()) {
                return rejected(
                        version,
                        "features",
                        "its features are not those of this scorer's file: " + differences.get()
                                + ". The model decides: remove features from the scorer's file, or correct the"
                                + " trainer's file and retrain");
            }
            return decodable(loaded);
        } catch (ArtifactException e) {
            return rejected(version, label(e.reason()), e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            return rejected(version, "unexpected", Untrusted.brief(e.toString()));
        }
    }

    /** A model whose fields this input cannot have, such as a column that a CSV file lacks, must not reach a task. */
    private Outcome decodable(LoadedModel loaded) {
        try {
            config.input().decoder(loaded.model().features().specs());
            return new Outcome(loaded, null);
        } catch (RuntimeException e) {
            return rejected(
                    loaded.model().version(),
                    "features",
                    "its fields cannot be read from the input: " + e.getMessage());
        }
    }

    private static Outcome rejected(int version, String reason, String detail) {
        return new Outcome(null, new Rejection(version, reason, detail));
    }

    private static String label(ArtifactException.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
