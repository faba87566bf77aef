package dev.sluice.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.avro.SchemaSource;
import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.RegistryConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.Untrusted;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;

/**
 * A schema registry with Confluent's API. A schema never changes under its id, so it is asked for once; that an id is not
 * known is remembered for half a minute, so that a flood of such records does not become a flood of requests.
 * Thread-safe.
 */
public final class SchemaRegistry implements SchemaSource {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int REMEMBERED = 10_000;
    private static final int LONGEST_SCHEMA = 1 << 20;
    private static final int MOST_REFERENCES = 100;
    private static final long ABSENT_NANOS = 30_000_000_000L;

    private final RegistryConfig config;
    private final RegistryHttp http;
    private final LongSupplier nanoTime;
    private final Map<Integer, Found> found = new ConcurrentHashMap<>();
    private final Map<String, Integer> registered = new ConcurrentHashMap<>();

    /** What is known of an id: the schema, or why there is none, and when that was found out. */
    private record Found(Schema schema, BadRecordException problem, long nanos) {}

    /** @throws ConfigException where a file that the configuration names cannot be used */
    public SchemaRegistry(RegistryConfig config) {
        this(config, System::nanoTime);
    }

    SchemaRegistry(RegistryConfig config, LongSupplier nanoTime) {
        this.config = config;
        this.http = new RegistryHttp(config);
        this.nanoTime = nanoTime;
    }

    /**
     * {@inheritDoc}
     *
     * @throws RegistryOutageException where the registry does not answer
     * @throws RegistryRefusalException where it refuses this client
     */
    @Override
    public Schema schema(int id) throws BadRecordException {
        Found known = found.get(id);
        if (known == null || (known.schema == null && nanoTime.getAsLong() - known.nanos > ABSENT_NANOS)) {
            known = find(id);
            if (found.size() >= REMEMBERED) {
                found.clear();
            }
            found.put(id, known);
        }
        if (known.schema == null) {
            throw known.problem;
        }
        return known.schema;
    }

    private Found find(int id) {
        RegistryHttp.Reply reply = http.get("/schemas/ids/" + id);
        if (!reply.found()) {
            return problem(id, "unknown schema id " + id);
        }
        String type = reply.answer().text("schemaType", "AVRO");
        if (!type.equals("AVRO")) {
            return problem(id, "schema id " + id + ", which is of type " + Untrusted.brief(type));
        }
        try {
            Schema.Parser parser = new Schema.Parser();
            addReferences(reply.answer(), parser, new HashSet<>());
            return new Found(parser.parse(text(reply.answer())), null, nanoTime.getAsLong());
        } catch (RegistryOutageException | RegistryRefusalException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            return problem(id, "schema id " + id + ", which cannot be parsed: " + Untrusted.brief(e.getMessage()));
        }
    }

    private Found problem(int id, String got) {
        String expected = id < 0 ? "Avro with a schema id" : "Avro with a schema that the registry has";
        return new Found(null, new BadRecordException("value", expected, got), nanoTime.getAsLong());
    }

    private static String text(RegistryAnswer answer) {
        String text = answer.text("schema", "");
        if (text.length() > LONGEST_SCHEMA) {
            throw new IllegalArgumentException("it has more than " + LONGEST_SCHEMA + " characters");
        }
        return text;
    }

    /** Types that the schema names without defining them, innermost first. */
    private void addReferences(RegistryAnswer answer, Schema.Parser parser, Set<RegistryAnswer.Reference> seen) {
        for (RegistryAnswer.Reference reference : answer.references()) {
            if (!seen.add(reference)) {
                continue;
            }
            if (seen.size() > MOST_REFERENCES) {
                throw new IllegalArgumentException("it needs more than " + MOST_REFERENCES + " other schemas");
            }
            RegistryHttp.Reply reply =
                    http.get("/subjects/" + encoded(reference.subject()) + "/versions/" + encoded(reference.version()));
            if (!reply.found()) {
                throw new IllegalArgumentException("it needs version " + reference.version() + " of subject "
                        + reference.subject() + ", which is not there");
            }
            addReferences(reply.answer(), parser, seen);
            Schema unused = parser.parse(text(reply.answer()));
        }
    }

    /**
     * The id of a schema under a subject, registered there where it is not and the configuration lets it be.
     *
     * @throws RegistryOutageException where the registry does not answer
     * @throws RegistryRefusalException where it refuses, as an incompatible schema is
     */
    public int register(String subject, Schema schema) {
        return registered.computeIfAbsent(subject + "\n" + schema, key -> registerNow(subject, schema));
    }

    private int registerNow(String subject, Schema schema) {
        String path = "/subjects/" + encoded(subject) + (config.register() ? "/versions" : "");
        RegistryHttp.Reply reply;
        try {
            reply = http.post(path, body(schema));
        } catch (RegistryRefusalException e) {
            throw new RegistryRefusalException(
                    "subject " + subject + " does not take the schema of " + schema.getName() + ": " + e.getMessage(),
                    e);
        }
        String id = reply.answer().text("id", "");
        if (!reply.found() || !id.matches("\\d{1,9}")) {
            throw new RegistryRefusalException("subject " + subject + " of " + http + " does not have the schema of "
                    + schema.getName() + ": register it there, or set registry.register to true");
        }
        return Integer.parseInt(id);
    }

    /**
     * Whether a subject would take the schema; a subject that is not there takes any.
     *
     * @throws RegistryOutageException where the registry does not answer
     * @throws RegistryRefusalException where it refuses
     */
    public boolean isCompatible(String subject, Schema schema) {
        RegistryHttp.Reply reply =
                http.post("/compatibility/subjects/" + encoded(subject) + "/versions/latest", body(schema));
        return !reply.found() || reply.answer().text("is_compatible", "true").equals("true");
    }

    /** Where it is, for messages. */
    public String url() {
        return http.url();
    }

    /** {@code the schema registry at http://localhost:8081}. */
    @Override
    public String toString() {
        return http.toString();
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String body(Schema schema) {
        StringWriter body = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(body)) {
            out.writeStartObject();
            out.writeStringField("schema", schema.toString());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no I/O in memory
        }
        return body.toString();
    }
}
