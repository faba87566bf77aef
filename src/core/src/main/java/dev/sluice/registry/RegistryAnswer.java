package dev.sluice.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a registry's answer says.
 *
 * @param texts the values of its fields that are plain
 * @param references other schemas that this one needs
 */
record RegistryAnswer(Map<String, String> texts, List<Reference> references) {

    /** Error codes of Confluent's API for something that is not there. */
    static final String SUBJECT_NOT_FOUND = "40401";

    static final String VERSION_NOT_FOUND = "40402";
    static final String SCHEMA_NOT_FOUND = "40403";

    private static final JsonFactory JSON = new JsonFactory();

    /** A schema that another one names. */
    record Reference(String subject, String version) {}

    /** @throws IOException where it is no JSON object */
    static RegistryAnswer parse(byte[] body) throws IOException {
        Map<String, String> texts = new HashMap<>();
        List<Reference> references = new ArrayList<>();
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("expected a JSON object");
            }
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                JsonToken token = in.nextToken();
                if (token == JsonToken.START_ARRAY && name.equals("references")) {
                    while (in.nextToken() == JsonToken.START_OBJECT) {
                        references.add(reference(in));
                    }
                } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                    texts.put(name, in.getText());
                } else {
                    in.skipChildren();
                }
            }
        }
        return new RegistryAnswer(texts, references);
    }

    private static Reference reference(JsonParser in) throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
            if (in.nextToken().isScalarValue()) {
                texts.put(name, in.getText());
            } else {
                in.skipChildren();
            }
        }
        return new Reference(texts.getOrDefault("subject", ""), texts.getOrDefault("version", ""));
    }

    String text(String name, String otherwise) {
        return texts.getOrDefault(name, otherwise);
    }

    /** Whether it says that something is not there, rather than that this is no registry. */
    boolean saysNotFound() {
        String code = text("error_code", "");
        return code.equals(SUBJECT_NOT_FOUND) || code.equals(VERSION_NOT_FOUND) || code.equals(SCHEMA_NOT_FOUND);
    }
}
