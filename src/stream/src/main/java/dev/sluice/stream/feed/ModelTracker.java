package dev.sluice.stream.feed;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.stream.metrics.ScoringMeters;
import dev.sluice.topic.ModelCatalog;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which model is active from what the models and activations topics say: the one activated last whose artifact
 * is good. A bad one is logged, counted and listed, and the last good one serves on. Nothing a topic holds makes it
 * throw. One thread feeds it; the lists may be read from any.
 */
public final class ModelTracker {

    private static final Logger LOG = LoggerFactory.getLogger(ModelTracker.class);
    private static final int REJECTIONS_KEPT = 20;

    private final PipelineConfig config;
    private final ModelLoader loader;
    private final ActiveModel active;
    private final ScoringMeters meters;
    private final Consumer<Rejection> recorder;

    private ModelCatalog catalog;
    private int unreadable;
    private final Set<Integer> awaited = new HashSet<>();
    private final Map<Integer, byte[]> turnedDown = new HashMap<>();
    private final Deque<Rejection> rejections = new ArrayDeque<>();

    /** @param recorder hears of each artifact that is turned down and that no scorer has reported yet */
    public ModelTracker(PipelineConfig config, ActiveModel active, ScoringMeters meters, Consumer<Rejection> recorder) {
        this.config = config;
        this.loader = new ModelLoader(config);
        this.active = active;
        this.meters = meters;
        this.recorder = recorder;
        restart();
    }

    /** The topics are about to be read from their beginning again; the active model stays. */
    void restart() {
        catalog = new ModelCatalog(config.topics());
        unreadable = 0;
    }

    /** Takes in records; {@link #refresh} acts on them. */
    void accept(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(catalog::accept);
        List<String> all = catalog.unreadable();
        for (String detail : all.subList(unreadable, all.size())) {
            reject(new Rejection(0, "unreadable", detail));
        }
        unreadable = all.size();
    }

    /** Makes the version that was activated last, of those whose artifacts are good, the active one. */
    void refresh() {
        List<Activation> activations = catalog.activations();
        BitSet activating = catalog.history().activating();
        for (int i = activations.size() - 1; i >= 0; i--) {
            Activation activation = activations.get(i);
            if (activating.get(i)) {
                if (activation.getVersion() == active.version()) {
                    active.set(active.get().activatedBy(i + 1));
                    return;
                }
                if (activate(activation, i + 1)) {
                    return;
                }
            }
        }
    }

    private boolean activate(Activation activation, int number) {
        int version = activation.getVersion();
        byte[] artifact = catalog.artifact(version).orElse(null);
        if (artifact == null) {
            if (awaited.add(version)) {
                LOG.warn(
                        "model {} was activated, but topic {} does not have it: waiting for it",
                        version,
                        config.topics().models());
            }
            return false;
        }
        if (Arrays.equals(artifact, turnedDown.get(version))) {
            return false;
        }
        ModelLoader.Outcome outcome = loader.load(version, artifact);
        if (outcome.rejection() != null) {
            turnedDown.put(version, artifact);
            reject(outcome.rejection());
            if (!isReported(version)) {
                recorder.accept(outcome.rejection());
            }
            return false;
        }
        outcome.model().warmUp();
        swap(outcome.model().activatedBy(number), activation);
        return true;
    }

    private boolean isReported(int version) {
        return catalog.activations().stream()
                .anyMatch(a -> a.getVersion() == version
                        && a.getDecision() == Decision.REJECTED
                        && a.getBy().equals(RejectionRecords.SCORER));
    }

    private void swap(LoadedModel model, Activation activation) {
        LOG.info(
                "model {} is active (before: {}): {} by {}: {}",
                activation.getVersion(),
                active.version() == 0 ? "none" : active.version(),
                activation.getDecision(),
                activation.getBy(),
                activation.getReason());
        active.set(model);
        meters.activated(activation.getVersion());
    }

    private void reject(Rejection rejection) {
        LOG.error(
                "{} is turned down ({}): {}; {}",
                rejection.version() == 0 ? "an entry of the model topics" : "model " + rejection.version(),
                rejection.reason(),
                rejection.detail(),
                active.version() == 0 ? "the one before it is tried" : "model " + active.version() + " serves on");
        meters.rejected(rejection.reason());
        synchronized (rejections) {
            rejections.addLast(rejection);
            if (rejections.size() > REJECTIONS_KEPT) {
                rejections.removeFirst();
            }
        }
    }

    /** What was turned down, oldest first; the last twenty. */
    public List<Rejection> rejections() {
        synchronized (rejections) {
            return List.copyOf(rejections);
        }
    }
}
