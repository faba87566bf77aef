package dev.sluice.bench.lifecycle;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Direction;
import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.contract.Layer;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.model.ArtifactException;
import dev.sluice.model.ArtifactReader;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.LoadedModel;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.record.ContractData;
import dev.sluice.topic.TopicReader;
import dev.sluice.trainer.history.History;
import dev.sluice.trainer.history.HistoryReader;
import dev.sluice.trainer.history.WindowPlan;
import dev.sluice.trainer.judge.Judge;
import dev.sluice.trainer.judge.Verdict;
import dev.sluice.trainer.training.ModelTrainer;
import dev.sluice.trainer.training.RejectedModelException;
import dev.sluice.trainer.training.TrainingRows;
import dev.sluice.trainer.training.TrainingWindow;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Whether models that must not serve are stopped: with weights that are no numbers, cut off, trained on an outage, or
 * trained on another plant's records; beside them honest retrains, which should pass.
 */
final class ImpostorPart implements BenchPart {

    private static final int EACH = 9;
    private static final int HONEST = 3;
    /** Quick to make: what is wrong with these models is not how long they were trained. */
    private static final int EPOCHS = 20;

    private static final int ROWS = 2_000;

    private static final List<BenchTarget> TARGETS = List.of(
            BenchTarget.atMost(0, "challengers promoted that must not be", "models"),
            BenchTarget.informative("honest retrains promoted", "share", Direction.AT_LEAST));

    @Override
    public String name() {
        return "impostors";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return TARGETS;
    }

    /** Counts of one kind or more. */
    private static final class Tally {
        private int tried;
        private int promoted;

        void add(boolean isPromoted) {
            tried++;
            promoted += isPromoted ? 1 : 0;
        }
    }

    @Override
    public List<BenchRow> measure(BenchRun run) {
        Tally broken = new Tally();
        Tally outage = new Tally();
        Tally foreign = new Tally();
        Tally honest = new Tally();
        List<String> turnedDown = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            for (long seed : run.seeds()) {
                run.step("challengers that must not be promoted, seed " + seed);
                String name = "impostors-" + seed;
                try (LivePipeline pipeline = new LivePipeline(broker, name, run.work(), seed, List.of())) {
                    Episode episode = Episode.plant(seed);
                    episode.history().forEach(r -> pipeline.send(r, episode.sensors()));
                    pipeline.train();
                    episode.recentWithOutage(0.10).forEach(r -> pipeline.send(r, episode.sensors()));
                    pipeline.flush();
                    Trial trial = new Trial(pipeline.config(), pipeline.champion(), history(pipeline.config()));
                    Random random = new Random(seed);
                    TrainingConfig quick =
                            pipeline.config().training().withMaxEpochs(EPOCHS).withSearch(Duration.ZERO);
                    for (int i = 0; i < EACH; i++) {
                        broken.add(trial.accepts(notNumbers(trial.champion, random)));
                        broken.add(trial.accepts(cutOff(trial.champion, random)));
                        outage.add(trial.isPromoted(onOutage(episode, random), quick, seed + i));
                        foreign.add(trial.isPromoted(ofAnotherPlant(seed + 1_000 + i), quick, seed + i));
                    }
                    trial.takeReasons();
                    for (int i = 0; i < HONEST; i++) {
                        honest.add(trial.isPromoted(
                                episode.history(), pipeline.config().training(), seed + i));
                        turnedDown.addAll(trial.takeReasons());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        int tried = broken.tried + outage.tried + foreign.tried;
        return List.of(
                TARGETS.get(0)
                        .measured(
                                broken.promoted + outage.promoted + foreign.promoted,
                                "of " + tried + ": " + broken.tried + " with NaN or cut off, " + outage.tried
                                        + " trained on an outage, " + foreign.tried + " on another plant's records"),
                TARGETS.get(1)
                        .measured(
                                (double) honest.promoted / honest.tried,
                                "of " + honest.tried
                                        + turnedDown.stream()
                                                .map(reason -> "; turned down: " + reason)
                                                .collect(Collectors.joining())));
    }

    private static History history(PipelineConfig config) {
        try (KafkaConsumer<byte[], byte[]> consumer = TopicReader.consumer(config.kafka())) {
            WindowPlan plan = WindowPlan.of(consumer, config.input().topic(), Instant.EPOCH)
                    .orElseThrow();
            return new HistoryReader(config, consumer).read(plan);
        }
    }

    private static byte[] notNumbers(LoadedModel champion, Random random) {
        ModelArtifact artifact = ContractData.INSTANCE.deepCopy(ModelArtifact.getClassSchema(), champion.artifact());
        List<Layer> layers = artifact.getEncoderLayers();
        ByteBuffer weights = layers.get(random.nextInt(layers.size())).getWeights();
        int weight = weights.position() + random.nextInt(weights.remaining() / Float.BYTES) * Float.BYTES;
        weights.duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(weight, random.nextBoolean() ? Float.NaN : Float.POSITIVE_INFINITY);
        return ArtifactWriter.write(artifact);
    }

    private static byte[] cutOff(LoadedModel champion, Random random) {
        byte[] whole = ArtifactWriter.write(champion.artifact());
        return Arrays.copyOf(whole, random.nextInt(whole.length));
    }

    /** Readings of which all, or every second, third or fourth, are of the outage. */
    private static List<Plant.Reading> onOutage(Episode episode, Random random) {
        int every = 1 + random.nextInt(4);
        int from = random.nextInt(episode.history().size() - ROWS);
        return episode.outage(episode.history().subList(from, from + ROWS), i -> i % every == 0);
    }

    private static List<Plant.Reading> ofAnotherPlant(long seed) {
        return Episode.plant(seed).history().subList(0, ROWS);
    }

    /** What a challenger goes through: the reader of artifacts, then the judge. */
    private static final class Trial {
        private final PipelineConfig config;
        private final LoadedModel champion;
        private final History history;
        private final List<String> reasons = new ArrayList<>();

        Trial(PipelineConfig config, LoadedModel champion, History history) {
            this.config = config;
            this.champion = champion;
            this.history = history;
        }

        /** Why the judge turned down the latest; asked for once. */
        List<String> takeReasons() {
            List<String> taken = List.copyOf(reasons);
            reasons.clear();
            return taken;
        }

        boolean accepts(byte[] artifact) {
            try {
                return isPromoted(ArtifactReader.load(artifact, config.maxModelBytes(), config.pipeline()));
            } catch (ArtifactException e) {
                return false;
            }
        }

        /** Trained on readings, whatever they are. */
        boolean isPromoted(List<Plant.Reading> readings, TrainingConfig training, long seed) {
            List<FeatureSpec> features = history.features();
            int[] sensors = features.stream()
                    .mapToInt(f -> Integer.parseInt(f.field().substring(1)))
                    .toArray();
            Observation[] observations = IntStream.range(0, readings.size())
                    .mapToObj(i -> Episode.observation(readings.get(i), sensors))
                    .toArray(Observation[]::new);
            TrainingRows rows = TrainingRows.of(observations);
            PipelineConfig seeded = config.withTraining(training.withSeed(seed));
            long entities = Arrays.stream(rows.entities()).distinct().count();
            try {
                return isPromoted(new ModelTrainer(seeded, Clock.systemUTC())
                        .train(features, rows, TrainingWindow.of(rows, entities), 2, Optional.empty())
                        .loaded());
            } catch (RejectedModelException e) {
                return false;
            }
        }

        private boolean isPromoted(LoadedModel challenger) {
            Verdict verdict = new Judge(config.alertBudget(), config.training().seed())
                    .judge(
                            Optional.of(champion),
                            challenger,
                            history,
                            OptionalLong.of(champion.artifact().getProvenance().getWindowTo()));
            if (!verdict.promoted()) {
                reasons.add(verdict.reason());
            }
            return verdict.promoted();
        }
    }
}
