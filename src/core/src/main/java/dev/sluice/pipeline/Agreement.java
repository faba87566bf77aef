package dev.sluice.pipeline;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import dev.sluice.record.CsvColumns;
import java.util.List;

/** Checks that the values of different keys go together. */
final class Agreement {

    private final Settings settings;

    Agreement(Settings settings) {
        this.settings = settings;
    }

    /** @throws ConfigException naming both sides and the mend */
    void check(PipelineConfig config) {
        InputConfig input = config.input();
        if (input.topic().startsWith(config.pipeline() + ".")
                && config.topics().all().contains(input.topic())) {
            throw settings.error(
                    PipelineKeys.TOPIC,
                    "\"" + input.topic() + "\" is an output of pipeline \"" + config.pipeline()
                            + "\"; read another topic, or rename the pipeline");
        }
        TrainingConfig training = config.training();
        if (training.minRecords() > training.maxRecords()) {
            throw settings.error(
                    PipelineKeys.MIN_RECORDS,
                    "expected at most training.max-records (" + training.maxRecords() + "), got "
                            + training.minRecords());
        }
        checkModel(config.model());
        if (training.engine() == TrainingEngine.JAVA && config.model().resolvedType() == ModelType.CONVOLUTIONAL) {
            throw settings.error(
                    PipelineKeys.ENGINE,
                    "java trains fully connected layers only, and model.type is convolutional; set it to auto or dl4j");
        }
        checkWindow(config);
        checkWire(config);
        checkCompression(config);
        if (input.format() == Format.CSV) {
            checkColumns(config);
        } else if (settings.has(PipelineKeys.COLUMNS) && !input.columns().isEmpty()) {
            throw settings.error(
                    PipelineKeys.COLUMNS, "only csv records have columns; set input.format to csv, or leave them out");
        }
    }

    private void checkCompression(PipelineConfig config) {
        CompressionConfig compression = config.compression();
        if (!compression.isOn()) {
            return;
        }
        if (config.wire().inputSerde().isConfigured()) {
            throw settings.error(
                    PipelineKeys.BOUND,
                    "records that input.serde reads cannot be packed, because only that class knows their bytes;"
                            + " set input.format instead, or compression.bound to none");
        }
        List<String> names = config.features().stream().map(FeatureSpec::field).toList();
        for (String name : compression.fields().keySet()) {
            if (!names.isEmpty() && !names.contains(name)) {
                throw settings.error(PipelineKeys.FIELD_BOUNDS, "\"" + name + "\" is not one of the features " + names);
            }
        }
    }

    private void checkWire(PipelineConfig config) {
        WireConfig wire = config.wire();
        boolean registry = wire.registry().isConfigured();
        if (config.input().format() == Format.AVRO && !registry) {
            throw settings.error(
                    PipelineKeys.FORMAT,
                    "avro needs the schema registry that its schemas are in; set registry.url, such as"
                            + " http://localhost:8081");
        }
        if (wire.output() == OutputFormat.AVRO && !registry) {
            throw settings.error(
                    PipelineKeys.OUTPUT_FORMAT,
                    "avro needs a schema registry; set registry.url, such as http://localhost:8081, or output.format to"
                            + " json");
        }
        if (config.input().format() == Format.AVRO && wire.inputSerde().isConfigured()) {
            throw settings.error(
                    PipelineKeys.INPUT_SERDE,
                    "does the work of input.format: avro; leave one of them out. With a serde, input.format says how the"
                            + " texts are written that it may return: json or csv");
        }
        if (!wire.registry().password().isEmpty()
                && !wire.registry().passwordFile().isEmpty()) {
            throw settings.error(PipelineKeys.REGISTRY_PASSWORD_FILE, "excludes registry.password; set one of them");
        }
        if (wire.registry().username().isEmpty()
                && !(wire.registry().password() + wire.registry().passwordFile()).isEmpty()) {
            throw settings.error(PipelineKeys.REGISTRY_USERNAME, "is required where there is a password");
        }
    }

    private void checkModel(ModelConfig model) {
        int sides = model.convolution().shape().size();
        if (sides == 1 || sides > 3) {
            throw settings.error(
                    PipelineKeys.SHAPE,
                    "expected [height, width, channels] or [times, features], got " + sides + " numbers");
        }
        if (model.type() == ModelType.DENOISING && model.resolvedNoise() == Noise.NONE) {
            throw settings.error(
                    PipelineKeys.NOISE,
                    "a denoising autoencoder needs noise; set gaussian or masking, or model.type to undercomplete");
        }
        if (model.resolvedNoise() == Noise.MASKING && model.regularization().noiseLevel() >= 1) {
            throw settings.error(
                    PipelineKeys.NOISE_LEVEL,
                    "expected a share below 1 where model.noise is masking, got "
                            + model.regularization().noiseLevel());
        }
    }

    private void checkWindow(PipelineConfig config) {
        if (config.model().window() > 1 && config.temporal() == Temporal.OFF) {
            throw settings.error(
                    PipelineKeys.TEMPORAL,
                    "off does not go with model.window: " + config.model().window()
                            + ", which makes records a series; set it to auto, or model.window to 1");
        }
    }

    private void checkColumns(PipelineConfig config) {
        InputConfig input = config.input();
        if (input.columns().isEmpty()) {
            throw settings.error(
                    PipelineKeys.COLUMNS,
                    "is required where input.format is csv: the names of all columns, in order, such as "
                            + "[time, pressure, flow]");
        }
        if (input.entityField() != null) {
            checkColumn(PipelineKeys.ENTITY, input.entityField(), input.columns());
        }
        if (input.timestampField() != null) {
            checkColumn(PipelineKeys.TIMESTAMP, input.timestampField(), input.columns());
        }
        for (FeatureSpec feature : config.features()) {
            if (feature.type() != FeatureType.TIME && CsvColumns.of(input.columns(), feature).length == 0) {
                throw absent(feature, input.columns());
            }
        }
    }

    private ConfigException absent(FeatureSpec feature, List<String> columns) {
        String problem = "field \"" + feature.field() + "\" is not in input.columns";
        return settings.error(
                PipelineKeys.FEATURES,
                feature.type() == FeatureType.ARRAY
                        ? problem + ", nor are there just " + feature.size() + " columns " + feature.field() + "0, "
                                + feature.field() + "1 and so on"
                        : problem + "; the nearest column is \"" + NearestName.of(feature.field(), columns) + "\"");
    }

    private void checkColumn(ConfigKey<?> key, String field, List<String> columns) {
        if (!columns.contains(field)) {
            throw settings.error(
                    key,
                    "field \"" + field + "\" is not in input.columns; the nearest column is \""
                            + NearestName.of(field, columns) + "\"");
        }
    }
}
