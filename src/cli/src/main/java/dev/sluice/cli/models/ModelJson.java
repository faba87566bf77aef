package dev.sluice.cli.models;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.contract.Activation;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.ArtifactException;
import dev.sluice.record.ContractJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;

/** Models as JSON: the fields of the artifact's schema, without what is long and says nothing to people. */
final class ModelJson {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> LONG = Set.of("weights", "bias", "golden", "body");

    private ModelJson() {}

    /** One line for one version: number, whether it is active, whether it verifies, decision and artifact. */
    static String line(Models models, int version) {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(line)) {
            Optional<Activation> decision = models.decision(version);
            boolean there = models.bytes(version).isPresent();
            out.writeStartObject();
            out.writeNumberField("version", version);
            out.writeBooleanField(
                    "active", models.champion().filter(c -> c == version).isPresent());
            out.writeStringField("verification", there ? models.verification(version) : null);
            out.writeStringField("signedBy", there ? models.signature(version) : null);
            out.writeFieldName("activation");
            copy(decision.isEmpty() ? null : ContractJson.encode(decision.get()), out);
            out.writeFieldName("artifact");
            copy(there ? artifact(models, version) : null, out);
            out.writeBooleanField("pinned", models.isPinned(version));
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    private static byte[] artifact(Models models, int version) {
        try {
            ModelArtifact artifact = models.artifact(version);
            return ContractJson.encode(artifact);
        } catch (ArtifactException e) {
            return null; // "verification" has the reason.
        }
    }

    private static void copy(byte[] json, JsonGenerator out) throws IOException {
        if (json == null) {
            out.writeNull();
            return;
        }
        try (JsonParser in = JSON.createParser(json)) {
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.FIELD_NAME && LONG.contains(in.currentName())) {
                    in.nextToken();
                    in.skipChildren();
                } else {
                    out.copyCurrentEvent(in);
                }
            }
        }
    }
}
