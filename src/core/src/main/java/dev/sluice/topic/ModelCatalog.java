package dev.sluice.topic;

import dev.sluice.contract.Activation;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.record.BadRecordException;
import dev.sluice.record.ContractJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the models and activations topics have said so far: the artifacts by version, and which one is champion. Fed
 * record by record; nothing a topic holds makes it throw. Not thread-safe.
 */
public final class ModelCatalog {

    /** Who decides where a trainer does, as activations name it. */
    public static final String TRAINER = "trainer";

    /** Who turned an artifact down where a scorer did. */
    public static final String SCORER = "scorer";

    private final PipelineTopics topics;
    private final NavigableMap<Integer, byte[]> artifacts = new TreeMap<>();
    private final List<Activation> activations = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();

    public ModelCatalog(PipelineTopics topics) {
        this.topics = topics;
    }

    /** Takes in one record of the models or the activations topic. */
    public void accept(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.models())) {
            acceptArtifact(record);
        } else if (record.topic().equals(topics.activations())) {
            acceptActivation(record);
        }
    }

    private void acceptArtifact(ConsumerRecord<byte[], byte[]> record) {
        int version = version(record.key());
        if (version < 1) {
            unreadable.add(where(record) + ": key is no model version");
        } else if (record.value() == null) {
            artifacts.remove(version);
        } else {
            artifacts.put(version, record.value());
        }
    }

    private void acceptActivation(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() == null) {
                throw new BadRecordException("value", "an activation", "null");
            }
            activations.add(ContractJson.decode(record.value(), Activation.class));
        } catch (BadRecordException e) {
            unreadable.add(where(record) + ": " + e.getMessage());
        }
    }

    private static String where(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    /** The key of a version on the models topic. */
    public static byte[] key(int version) {
        return Integer.toString(version).getBytes(StandardCharsets.US_ASCII);
    }

    private static int version(byte[] key) {
        if (key == null || key.length == 0 || key.length > 9) {
            return -1;
        }
        int version = 0;
        for (byte digit : key) {
            if (digit < '0' || digit > '9') {
                return -1;
            }
            version = version * 10 + digit - '0';
        }
        return version;
    }

    /** Whether a decision makes its version the active one, unless a trainer made it while another was pinned. */
    public static boolean activates(Activation decided) {
        return switch (decided.getDecision()) {
            case PROMOTED, ROLLED_BACK, PINNED -> true;
            case REJECTED, UNPINNED, IMPORTED, REGIME_REPORTED, REGIME_ACCEPTED -> false;
        };
    }

    /** The version made active last; empty before the first. */
    public Optional<Activation> champion() {
        return history().champion();
    }

    /** The decision that keeps the trainer from making another version active; empty where nothing is pinned. */
    public Optional<Activation> pinned() {
        return history().pinned();
    }

    /** Which version was active when, which are pinned or rejected. */
    public ActivationHistory history() {
        return new ActivationHistory(activations);
    }

    /** The bytes of a version, as published; unverified. */
    public Optional<byte[]> artifact(int version) {
        return Optional.ofNullable(artifacts.get(version));
    }

    /** Versions whose artifacts are there, ascending. */
    public List<Integer> versions() {
        return List.copyOf(artifacts.keySet());
    }

    /** All that was decided, oldest first. */
    public List<Activation> activations() {
        return List.copyOf(activations);
    }

    /** The highest version that was ever named, 0 before the first. */
    public int lastVersion() {
        int last = artifacts.isEmpty() ? 0 : artifacts.lastKey();
        for (Activation a : activations) {
            last = Math.max(last, a.getVersion());
        }
        return last;
    }

    /** Records that could not be understood, each with its coordinates. */
    public List<String> unreadable() {
        return List.copyOf(unreadable);
    }
}
