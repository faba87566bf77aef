package dev.sluice.pipeline;

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
        if (input.format() == Format.CSV) {
            checkColumns(config);
        } else if (settings.has(PipelineKeys.COLUMNS) && !input.columns().isEmpty()) {
            throw settings.error(
                    PipelineKeys.COLUMNS, "only csv records have columns; set input.format to csv, or leave them out");
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
        config.features().forEach(f -> checkColumn(PipelineKeys.FEATURES, f.field(), input.columns()));
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
