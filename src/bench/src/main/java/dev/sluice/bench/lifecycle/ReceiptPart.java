package dev.sluice.bench.lifecycle;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.model.LoadedModel;
import dev.sluice.topic.TopicReader;
import dev.sluice.trainer.receipt.Reproducer;
import dev.sluice.trainer.receipt.Reproduction;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Whether models can be made again from what their artifacts say, as {@code sluice models verify} does: a first one, and one
 * that began with its weights and had an outage in its window, each twice.
 */
final class ReceiptPart implements BenchPart {

    private static final List<BenchTarget> TARGETS =
            List.of(BenchTarget.atLeast(1, "models made again from their artifacts, identical digests", "share"));

    @Override
    public String name() {
        return "receipts";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    @Override
    public List<BenchRow> measure(BenchRun run) {
        int made = 0;
        int identical = 0;
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            for (long seed : run.seeds()) {
                run.step("models are made again, seed " + seed);
                Episode episode = Episode.plant(seed);
                try (LivePipeline pipeline =
                        new LivePipeline(broker, "receipts-" + seed, run.work(), seed, List.of())) {
                    episode.history().forEach(r -> pipeline.send(r, episode.sensors()));
                    pipeline.train();
                    LoadedModel first = pipeline.champion();
                    episode.recentWithOutage(0.05).forEach(r -> pipeline.send(r, episode.sensors()));
                    pipeline.train();
                    LoadedModel second = pipeline.champion();
                    for (int time = 0; time < 2; time++) {
                        made += 2;
                        identical += isTheSame(pipeline, first, Optional.empty()) ? 1 : 0;
                        identical += isTheSame(pipeline, second, Optional.of(first)) ? 1 : 0;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return List.of(TARGETS.get(0).measured((double) identical / made, identical + " of " + made));
    }

    private static boolean isTheSame(LivePipeline pipeline, LoadedModel model, Optional<LoadedModel> parent) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                TopicReader.consumer(pipeline.config().kafka())) {
            Reproduction again =
                    new Reproducer(pipeline.config(), consumer, Clock.systemUTC()).reproduce(model, parent);
            return again.identical();
        }
    }
}
