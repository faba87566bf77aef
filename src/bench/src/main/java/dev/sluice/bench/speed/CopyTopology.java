package dev.sluice.bench.speed;

import dev.sluice.pipeline.PipelineConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A topology that computes nothing: for each input record, a score and a latent that a scorer wrote before, of the same
 * size and as hard to compress, each made before the first record came. What is left is what moving the bytes takes.
 */
final class CopyTopology {

    private static final String INPUT = "input";
    private static final String COPIER = "copier";
    private static final String SCORES = "scores";
    private static final String LATENTS = "latents";

    private CopyTopology() {}

    /** What is written, in turns; at least one each. Not to be written to. */
    static final class Outputs {
        private final byte[][] scores;
        private final byte[][] latents;

        Outputs(byte[][] scores, byte[][] latents) {
            this.scores = scores;
            this.latents = latents;
        }

        /** Mean bytes of a score and its latent. */
        double meanBytes() {
            return mean(scores) + mean(latents);
        }

        private static double mean(byte[][] values) {
            long sum = 0;
            for (byte[] value : values) {
                sum += value.length;
            }
            return (double) sum / values.length;
        }
    }

    /** @param config names the topics */
    static Topology of(PipelineConfig config, Outputs outputs) {
        Topology topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                INPUT,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                config.input().topic());
        topology.addProcessor(COPIER, () -> new Copier(outputs), INPUT);
        addSink(topology, SCORES, config.topics().scores());
        addSink(topology, LATENTS, config.topics().latents());
        return topology;
    }

    private static void addSink(Topology topology, String name, String topic) {
        topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), COPIER);
    }

    private static final class Copier implements Processor<byte[], byte[], byte[], byte[]> {
        private final Outputs outputs;
        private ProcessorContext<byte[], byte[]> context;
        private int next;

        Copier(Outputs outputs) {
            this.outputs = outputs;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            this.context = context;
        }

        @Override
        public void process(Record<byte[], byte[]> input) {
            int i = next++ & Integer.MAX_VALUE;
            context.forward(input.withValue(outputs.scores[i % outputs.scores.length]), SCORES);
            context.forward(input.withValue(outputs.latents[i % outputs.latents.length]), LATENTS);
        }
    }
}
