package dev.sluice.stream.topology;

import dev.sluice.alert.Silences;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.LoadedModel;
import dev.sluice.packed.Packer;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.PipelineTopics;
import dev.sluice.stream.metrics.ScoringMeters;
import dev.sluice.stream.outage.RegistryWatch;
import dev.sluice.wire.OutputEncoder;
import dev.sluice.wire.Wire;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology: input, one processor, a sink per output topic. Raw bytes on both ends, so that nothing can fail in a
 * serializer, where it would be too late for a dead letter.
 */
public final class ScoringTopology {

    static final String SCORES = "scores";
    static final String LATENTS = "latents";
    static final String ALERTS = "alerts";
    static final String DEAD_LETTERS = "dead-letters";
    static final String FENCES = "fences";
    static final String PACKED = "packed";

    /** Store of the version in use, four entries a task. In memory: a task's changelog has four live records. */
    static final String VERSIONS = "version-in-use";

    /** Store of what is remembered of each entity. In memory too: a scorer has no native library to bring along. */
    static final String MEMORIES = "entity-memories";

    /** Store of the incidents that are open. In memory: there are few. */
    static final String INCIDENTS = "incidents";

    /** Store of the records that wait to be packed. In memory: {@link PackedOutput#MOST_BYTES} at most, about. */
    static final String BLOCKS = "blocks";

    /** Key of the entry of {@link #VERSIONS}. */
    static final String CURRENT = "current";

    private static final String INPUT = "input";
    private static final String SCORER = "scorer";

    private ScoringTopology() {}

    /**
     * The topology of a pipeline.
     *
     * @param active the model that is active now; asked before every record, never null once records arrive
     * @param wire makes the decoders
     * @param encoders makes the encoder of what a model makes of records
     * @param watch on the schema registry
     * @param silences that hold now
     */
    public static Topology build(
            PipelineConfig config,
            Supplier<LoadedModel> active,
            ScoringMeters meters,
            Wire wire,
            Function<CompiledModel, OutputEncoder> encoders,
            RegistryWatch watch,
            Supplier<Silences> silences) {
        InputConfig input = config.input();
        PipelineTopics topics = config.topics();
        Topology topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                INPUT,
                new InputTimestamps(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                input.topic());
        topology.addProcessor(
                SCORER,
                () -> new ScoringProcessor(
                        active,
                        scorers(config, wire, encoders),
                        meters,
                        watch.newWait(),
                        config.training().history(),
                        silences,
                        config.compression(),
                        packers(config, wire)),
                INPUT);
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(VERSIONS), Serdes.String(), Serdes.Integer()),
                SCORER);
        topology.addStateStore(EntityStore.builder(MEMORIES), SCORER);
        topology.addStateStore(EntityStore.builder(INCIDENTS), SCORER);
        addSink(topology, SCORES, topics.scores());
        addSink(topology, LATENTS, topics.latents());
        addSink(topology, ALERTS, topics.alerts());
        addSink(topology, DEAD_LETTERS, topics.deadLetters());
        addSink(topology, FENCES, topics.fences());
        if (config.compression().isOn()) {
            topology.addStateStore(EntityStore.builder(BLOCKS), SCORER);
            addSink(topology, PACKED, topics.packed());
        }
        return topology;
    }

    /** Makes the packer of this pipeline for a model; one that keeps all as it is where the model was made without a codec. */
    private static Function<LoadedModel, Packer> packers(PipelineConfig config, Wire wire) {
        List<String> leftOut = config.compression().leftOut();
        return loaded -> loaded.packing(leftOut)
                .map(packing -> new Packer(
                        packing, wire.cutter(loaded.model().features().specs(), packing.fields())))
                .orElseGet(Packer::withoutModel);
    }

    /** Makes the scorer of this pipeline for a model. */
    static Function<CompiledModel, RecordScorer> scorers(
            PipelineConfig config, Wire wire, Function<CompiledModel, OutputEncoder> encoders) {
        boolean entityIsKey = config.input().entityField() == null;
        return model -> new RecordScorer(
                model, wire.decoder(model.features().specs()), entityIsKey, config.latents(), encoders.apply(model));
    }

    /** Every output goes to the partition number its input came from, whatever partitioner the input's producer used. */
    private static void addSink(Topology topology, String name, String topic) {
        StreamPartitioner<byte[], Outgoing> asInput = (to, key, value, partitions) -> value.partitions();
        topology.addSink(name, topic, new ByteArraySerializer(), new OutgoingSerializer(), asInput, SCORER);
    }
}
