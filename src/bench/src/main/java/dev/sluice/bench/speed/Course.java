package dev.sluice.bench.speed;

import dev.sluice.bench.report.BenchRun;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.ScoreKind;
import dev.sluice.pipeline.WireConfig;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The stretch that scorers and copiers run over: records of {@value #FIELDS} numbers of {@value #DEVICES} devices, which one
 * after the other works off from the beginning.
 */
final class Course {

    static final int FIELDS = 32;
    static final int DEVICES = 100;

    /** Different records, after which they begin anew. */
    private static final int DISTINCT = 20_000;

    private static final int SAMPLES = 2_000;
    private static final ModelShelf.Telemetry TELEMETRY = new ModelShelf.Telemetry(FIELDS, DEVICES);

    private final BenchRun run;
    private final Stage stage;
    private final ModelShelf shelf;
    private final List<Sensors.Reading> readings;
    private final int schemaId;

    Course(BenchRun run, Stage stage) {
        this.run = run;
        this.stage = stage;
        this.shelf = new ModelShelf(run);
        Sensors sensors = TELEMETRY.sensors(run.firstSeed());
        this.readings = sensors.next(DISTINCT);
        this.schemaId = stage.registry().register(sensors.schema());
    }

    /** The n-th record of a topic that is as many as one likes. */
    ProducerRecord<byte[], byte[]> record(String topic, Format format, int n) {
        Sensors.Reading reading = readings.get(n % DISTINCT);
        return new ProducerRecord<>(
                topic, reading.key(), format == Format.JSON ? reading.json() : reading.avro(schemaId));
    }

    /** Makes an input topic of one partition. */
    void fill(String topic, Format format, int records) throws InterruptedException {
        run.step(records + " records in " + format);
        stage.fill(topic, 1, records, n -> record(topic, format, n));
    }

    /** A pipeline with a model of its own, ready to be run. */
    PipelineConfig prepared(String input, Format format, WireConfig wire, ScoreKind score)
            throws IOException, InterruptedException {
        PipelineConfig config = stage.pipeline(input, format, wire).withScore(score);
        stage.publish(config, shelf.get(TELEMETRY, score, 1, config.pipeline()));
        stage.provisionOutputs(config);
        return config;
    }

    /** A pipeline to copy in. */
    PipelineConfig bare(String input, Format format) throws InterruptedException {
        PipelineConfig config = stage.pipeline(input, format, WireConfig.DEFAULT);
        stage.provisionOutputs(config);
        return config;
    }

    /** What a scorer wrote, for a topology that is to write the same. */
    CopyTopology.Outputs outputs(PipelineConfig config) {
        return new CopyTopology.Outputs(
                stage.values(config.topics().scores(), SAMPLES),
                stage.values(config.topics().latents(), SAMPLES));
    }
}
