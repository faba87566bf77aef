package dev.sluice.pipeline;

import static dev.sluice.pipeline.ValueTypes.distinct;
import static dev.sluice.pipeline.ValueTypes.duration;
import static dev.sluice.pipeline.ValueTypes.listOrAuto;
import static dev.sluice.pipeline.ValueTypes.oneOf;
import static dev.sluice.pipeline.ValueTypes.positiveNumber;
import static dev.sluice.pipeline.ValueTypes.text;
import static dev.sluice.pipeline.ValueTypes.topicPart;
import static dev.sluice.pipeline.ValueTypes.wholeNumber;
import static dev.sluice.pipeline.ValueTypes.wholeNumberOrAuto;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.inference.Activation;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The keys of the pipeline file, in the order of the reference. */
final class PipelineKeys {

    private static final InputConfig INPUT = InputConfig.json("");
    private static final ModelConfig MODEL = ModelConfig.DEFAULT;
    private static final TrainingConfig TRAINING = TrainingConfig.DEFAULT;
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    /** The longest name that leaves room for {@code .dead-letters} and the like in Kafka's 249 characters. */
    private static final int LONGEST_PIPELINE = 200;

    private static final int LONGEST_TOPIC = 249;

    static final ConfigKey<String> PIPELINE = new ConfigKey<>(
            "pipeline",
            "Name of the pipeline; the names of its topics begin with it",
            topicPart("a name", LONGEST_PIPELINE),
            null,
            PipelineConfig::pipeline);
    static final ConfigKey<Map<String, String>> KAFKA = new ConfigKey<>(
            "kafka",
            "Settings passed to every Kafka client as they are",
            ValueTypes.settings("a map of Kafka client settings, such as bootstrap.servers: localhost:9092"),
            Map.of("bootstrap.servers", "localhost:9092"),
            PipelineConfig::kafka);

    static final ConfigKey<String> TOPIC = new ConfigKey<>(
            "input.topic",
            "Topic that is read",
            topicPart("a topic name", LONGEST_TOPIC),
            null,
            c -> c.input().topic());
    static final ConfigKey<Format> FORMAT = new ConfigKey<>(
            "input.format",
            "How its records are written",
            oneOf(Format.values()),
            INPUT.format(),
            c -> c.input().format());
    static final ConfigKey<String> ENTITY = new ConfigKey<>(
            "input.entity",
            "What a record is about: key for the record's key, or a field",
            text("key, or the name of a field"),
            INPUT.entity(),
            c -> c.input().entity());
    static final ConfigKey<String> TIMESTAMP = new ConfigKey<>(
            "input.timestamp",
            "When it was: record for the record's own timestamp, or a field with epoch seconds, epoch milliseconds or "
                    + "ISO-8601",
            text("record, or the name of a field"),
            INPUT.timestamp(),
            c -> c.input().timestamp());
    static final ConfigKey<List<String>> COLUMNS = new ConfigKey<>(
            "input.columns",
            "Names of all columns of a csv record, in order",
            distinct("a list of column names", text("the name of a column")),
            INPUT.columns(),
            c -> c.input().columns());
    static final ConfigKey<Character> SEPARATOR = new ConfigKey<>(
            "input.separator",
            "What stands between the columns of a csv record",
            ValueTypes.separator(),
            INPUT.separator(),
            c -> c.input().separator());

    static final ConfigKey<List<FeatureSpec>> FEATURES = new ConfigKey<>(
            "features",
            "The fields the model sees; auto for every numeric field of the records",
            FeatureList.type(),
            List.of(),
            PipelineConfig::features);

    static final ConfigKey<ModelType> TYPE = new ConfigKey<>(
            "model.type",
            "Kind of autoencoder",
            oneOf(ModelType.values()),
            MODEL.type(),
            c -> c.model().type());
    static final ConfigKey<Integer> LATENT = new ConfigKey<>(
            "model.latent",
            "Size of the latent vector; auto goes by the number of features",
            wholeNumberOrAuto(1, 4_096),
            MODEL.latent(),
            c -> c.model().latent());
    static final ConfigKey<List<Integer>> HIDDEN = new ConfigKey<>(
            "model.hidden",
            "Sizes of the encoder's hidden layers, mirrored in the decoder; auto goes by the number of features",
            listOrAuto("a list of layer sizes such as [32, 16]", wholeNumber(1, 65_536)),
            MODEL.hidden(),
            c -> c.model().hidden());
    static final ConfigKey<Activation> ACTIVATION = new ConfigKey<>(
            "model.activation",
            "Activation of the hidden layers",
            oneOf(Activation.values(), Activation::label),
            MODEL.activation(),
            c -> c.model().activation());

    static final ConfigKey<Duration> HISTORY = new ConfigKey<>(
            "training.history",
            "How much history, back from now, is trained on",
            duration(Duration.ofSeconds(1)),
            TRAINING.history(),
            c -> c.training().history());
    static final ConfigKey<Duration> EVERY = new ConfigKey<>(
            "training.every",
            "Time between retrains, once the schedule has slowed down",
            duration(Duration.ofSeconds(1)),
            TRAINING.every(),
            c -> c.training().every());
    static final ConfigKey<Integer> MIN_RECORDS = new ConfigKey<>(
            "training.min-records",
            "Records needed for a model",
            wholeNumber(10, NO_LIMIT),
            TRAINING.minRecords(),
            c -> c.training().minRecords());
    static final ConfigKey<Integer> MAX_RECORDS = new ConfigKey<>(
            "training.max-records",
            "Records kept of a longer history, sampled evenly",
            wholeNumber(10, NO_LIMIT),
            TRAINING.maxRecords(),
            c -> c.training().maxRecords());
    static final ConfigKey<Long> SEED = new ConfigKey<>(
            "training.seed",
            "Seed of sampling, weights and shuffling",
            ValueTypes.anyWholeNumber(),
            TRAINING.seed(),
            c -> c.training().seed());
    static final ConfigKey<Integer> MAX_EPOCHS = new ConfigKey<>(
            "training.max-epochs",
            "Epochs of 25 training steps at most",
            wholeNumber(1, 100_000),
            TRAINING.maxEpochs(),
            c -> c.training().maxEpochs());
    static final ConfigKey<Integer> PATIENCE = new ConfigKey<>(
            "training.patience",
            "Epochs without a better validation loss before training stops",
            wholeNumber(1, 100_000),
            TRAINING.patience(),
            c -> c.training().patience());
    static final ConfigKey<Integer> BATCH = new ConfigKey<>(
            "training.batch",
            "Records in a training step",
            wholeNumber(1, 65_536),
            TRAINING.batch(),
            c -> c.training().batch());
    static final ConfigKey<Double> LEARNING_RATE = new ConfigKey<>(
            "training.learning-rate",
            "Learning rate at the start",
            positiveNumber(1),
            TRAINING.learningRate(),
            c -> c.training().learningRate());

    static final ConfigKey<AlertBudget> BUDGET = new ConfigKey<>(
            "alerts.budget",
            "How many alerts normal traffic may raise",
            ValueTypes.alertBudget(),
            AlertBudget.DEFAULT,
            PipelineConfig::alertBudget);
    static final ConfigKey<LatentEncoding> ENCODING = new ConfigKey<>(
            "latents.encoding",
            "How latents are written: float32, or one byte a dimension with a scale",
            oneOf(LatentEncoding.values()),
            LatentEncoding.FLOAT32,
            PipelineConfig::latents);
    static final ConfigKey<Integer> MAX_BYTES = new ConfigKey<>(
            "models.max-bytes",
            "Largest model artifact that is read or published",
            wholeNumber(1_024, 1 << 30),
            PipelineConfig.DEFAULT_MAX_MODEL_BYTES,
            PipelineConfig::maxModelBytes);
    static final ConfigKey<String> HOST = new ConfigKey<>(
            "http.host",
            "Address that metrics and probes listen on",
            text("a host name or address"),
            HttpConfig.DEFAULT.host(),
            c -> c.http().host());
    static final ConfigKey<Integer> PORT = new ConfigKey<>(
            "http.port",
            "Port that metrics and probes listen on; 0 for any free one",
            wholeNumber(0, 65_535),
            HttpConfig.DEFAULT.port(),
            c -> c.http().port());

    static final List<ConfigKey<?>> ALL = List.of(
            PIPELINE,
            KAFKA,
            TOPIC,
            FORMAT,
            ENTITY,
            TIMESTAMP,
            COLUMNS,
            SEPARATOR,
            FEATURES,
            TYPE,
            LATENT,
            HIDDEN,
            ACTIVATION,
            HISTORY,
            EVERY,
            MIN_RECORDS,
            MAX_RECORDS,
            SEED,
            MAX_EPOCHS,
            PATIENCE,
            BATCH,
            LEARNING_RATE,
            BUDGET,
            ENCODING,
            MAX_BYTES,
            HOST,
            PORT);

    private PipelineKeys() {}
}
