package dev.sluice.pipeline;

import static dev.sluice.pipeline.ValueTypes.distinct;
import static dev.sluice.pipeline.ValueTypes.duration;
import static dev.sluice.pipeline.ValueTypes.listOrAuto;
import static dev.sluice.pipeline.ValueTypes.number;
import static dev.sluice.pipeline.ValueTypes.oneOf;
import static dev.sluice.pipeline.ValueTypes.positiveNumber;
import static dev.sluice.pipeline.ValueTypes.text;
import static dev.sluice.pipeline.ValueTypes.topicPart;
import static dev.sluice.pipeline.ValueTypes.wholeNumber;
import static dev.sluice.pipeline.ValueTypes.wholeNumberOrAuto;

import dev.sluice.codec.Bound;
import dev.sluice.codec.FrameWriter;
import dev.sluice.feature.Derive;
import dev.sluice.feature.Derived;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Normalize;
import dev.sluice.inference.Activation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of the pipeline file, in the order of the reference. */
final class PipelineKeys {

    private static final InputConfig INPUT = InputConfig.json("");
    private static final ModelConfig MODEL = ModelConfig.DEFAULT;
    private static final TrainingConfig TRAINING = TrainingConfig.DEFAULT;
    private static final Renewal RENEWAL = Renewal.DEFAULT;
    private static final CompressionConfig COMPRESSION = CompressionConfig.OFF;
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

    static final ConfigKey<String> INPUT_SERDE = new ConfigKey<>(
            "input.serde",
            "Class of a Kafka deserializer that reads the values in place of input.format",
            ValueTypes.textOrNone("the name of a class"),
            "",
            c -> c.wire().inputSerde().type());
    static final ConfigKey<String> INPUT_SERDE_PATH = new ConfigKey<>(
            "input.serde-path",
            "Folder with the jars of input.serde",
            ValueTypes.textOrNone("a folder"),
            "",
            c -> c.wire().inputSerde().path());
    static final ConfigKey<Map<String, String>> INPUT_SERDE_PROPERTIES = new ConfigKey<>(
            "input.serde-properties",
            "Settings passed to input.serde as they are",
            ValueTypes.settings("a map of settings of the deserializer"),
            Map.of(),
            c -> c.wire().inputSerde().properties());
    static final ConfigKey<Double> MAX_MISSING = new ConfigKey<>(
            "input.max-missing",
            "Share of the features that a record may lack; one that lacks more is a dead letter",
            ValueTypes.share(),
            INPUT.maxMissing(),
            c -> c.input().maxMissing());
    static final ConfigKey<Normalize> NORMALIZE = new ConfigKey<>(
            "input.normalize",
            "Whose level and spread numbers are measured by: pipeline for one of all, entity for each entity's own",
            oneOf(new Normalize[] {Normalize.PIPELINE, Normalize.ENTITY}, Normalize::label),
            INPUT.normalize(),
            c -> c.input().normalize());
    static final ConfigKey<List<Derived>> DERIVE = new ConfigKey<>(
            "input.derive",
            "What is derived from every number and the ones before of its entity, a column each: difference, average, "
                    + "deviation; the last two exponentially weighted",
            ValueTypes.distinct("a list such as [difference, average]", oneOf(Derived.values(), Derived::label)),
            INPUT.derive().kinds(),
            c -> c.input().derive().kinds());
    static final ConfigKey<Integer> SPAN = new ConfigKey<>(
            "input.span",
            "Records that these averages and deviations look back on: the newest weighs 2 / (span + 1)",
            wholeNumber(Derive.MIN_SPAN, Derive.MAX_SPAN),
            INPUT.derive().span(),
            c -> c.input().derive().span());

    static final ConfigKey<OutputFormat> OUTPUT_FORMAT = new ConfigKey<>(
            "output.format",
            "How scores, latents and alerts are written; auto is avro where there is a schema registry, else json",
            oneOf(OutputFormat.values()),
            OutputFormat.AUTO,
            c -> c.wire().output());
    static final ConfigKey<String> OUTPUT_SERDE = new ConfigKey<>(
            "output.serde",
            "Class of a Kafka serializer that writes scores, latents and alerts in place of output.format",
            ValueTypes.textOrNone("the name of a class"),
            "",
            c -> c.wire().outputSerde().type());
    static final ConfigKey<String> OUTPUT_SERDE_PATH = new ConfigKey<>(
            "output.serde-path",
            "Folder with the jars of output.serde",
            ValueTypes.textOrNone("a folder"),
            "",
            c -> c.wire().outputSerde().path());
    static final ConfigKey<Map<String, String>> OUTPUT_SERDE_PROPERTIES = new ConfigKey<>(
            "output.serde-properties",
            "Settings passed to output.serde as they are",
            ValueTypes.settings("a map of settings of the serializer"),
            Map.of(),
            c -> c.wire().outputSerde().properties());

    static final ConfigKey<String> REGISTRY_URL = new ConfigKey<>(
            "registry.url",
            "Schema registry with Confluent's API, such as http://localhost:8081",
            ValueTypes.registryUrl(),
            "",
            c -> c.wire().registry().url());
    static final ConfigKey<String> REGISTRY_USERNAME = new ConfigKey<>(
            "registry.username",
            "Name for its basic authentication",
            ValueTypes.textOrNone("a user name"),
            "",
            c -> c.wire().registry().username());
    static final ConfigKey<String> REGISTRY_PASSWORD = new ConfigKey<>(
            "registry.password",
            "Its secret, best set as SLUICE_REGISTRY_PASSWORD",
            ValueTypes.secret("a text, or none"),
            "",
            c -> c.wire().registry().password());
    static final ConfigKey<String> REGISTRY_PASSWORD_FILE = new ConfigKey<>(
            "registry.password-file",
            "File that holds the secret instead",
            ValueTypes.textOrNone("a file"),
            "",
            c -> c.wire().registry().passwordFile());
    static final ConfigKey<String> REGISTRY_TRUST_STORE = new ConfigKey<>(
            "registry.trust-store",
            "Certificates that are trusted where the url begins with https, as PEM, PKCS12 or JKS; none for the JDK's own",
            ValueTypes.textOrNone("a file"),
            "",
            c -> c.wire().registry().trustStore());
    static final ConfigKey<String> REGISTRY_TRUST_STORE_PASSWORD = new ConfigKey<>(
            "registry.trust-store-password",
            "Password of a PKCS12 or JKS file",
            ValueTypes.secret("a text, or none"),
            "",
            c -> c.wire().registry().trustStorePassword());
    static final ConfigKey<SubjectStrategy> REGISTRY_SUBJECTS = new ConfigKey<>(
            "registry.subjects",
            "What the schemas of the outputs are registered under",
            oneOf(SubjectStrategy.values(), SubjectStrategy::label),
            SubjectStrategy.TOPIC_NAME,
            c -> c.wire().registry().subjects());
    static final ConfigKey<Boolean> REGISTRY_REGISTER = new ConfigKey<>(
            "registry.register",
            "Whether to register the schemas of the outputs; false where they are registered by other means",
            ValueTypes.trueOrFalse(),
            true,
            c -> c.wire().registry().register());

    static final ConfigKey<List<FeatureSpec>> FEATURES = new ConfigKey<>(
            "features",
            "What the model sees; auto for every field that holds numbers, arrays of them, or booleans",
            FeatureList.type(),
            List.of(),
            PipelineConfig::features);

    static final ConfigKey<ModelType> TYPE = new ConfigKey<>(
            "model.type",
            "Kind of autoencoder",
            oneOf(ModelType.values()),
            MODEL.type(),
            c -> c.model().type());
    static final ConfigKey<Integer> WINDOW = new ConfigKey<>(
            "model.window",
            "How many of the entity's last records the autoencoder sees at once; the newest is judged",
            wholeNumber(1, ModelConfig.MAX_WINDOW),
            MODEL.window(),
            c -> c.model().window());
    static final ConfigKey<Integer> LATENT = new ConfigKey<>(
            "model.latent",
            "Size of the latent vector; auto goes by the number of features",
            wholeNumberOrAuto(1, 4_096),
            MODEL.latent(),
            c -> c.model().latent());
    static final ConfigKey<List<Integer>> HIDDEN = new ConfigKey<>(
            "model.hidden",
            "Sizes of the encoder's hidden layers, mirrored in the decoder; auto goes by the number of features",
            ValueTypes.layerSizes(wholeNumber(1, 65_536)),
            MODEL.hidden(),
            c -> c.model().hidden());
    static final ConfigKey<Optional<Activation>> ACTIVATION = new ConfigKey<>(
            "model.activation",
            "Activation of the hidden layers; auto is relu for images and convolutions, else tanh",
            ValueTypes.oneOfOrAuto(Activation.values(), Activation::label),
            MODEL.activation(),
            c -> c.model().activation());

    static final ConfigKey<ScoreKind> SCORE = new ConfigKey<>(
            "model.score",
            "What a score is made of: everything that tells anomalies apart, the residual alone, or the latent alone",
            oneOf(ScoreKind.values()),
            ScoreKind.COMBINED,
            PipelineConfig::score);
    static final ConfigKey<Temporal> TEMPORAL = new ConfigKey<>(
            "model.temporal",
            "Whether a record is judged together with the ones before of its entity; auto where they resemble each other",
            oneOf(Temporal.values()),
            Temporal.AUTO,
            PipelineConfig::temporal);
    static final ConfigKey<Loss> LOSS = new ConfigKey<>(
            "model.loss",
            "What training makes small; auto is binary-crossentropy for images scaled with minmax, gaussian for any other "
                    + "variational autoencoder, else mse",
            oneOf(Loss.values(), Loss::label),
            MODEL.loss(),
            c -> c.model().loss());
    static final ConfigKey<Double> SPARSITY = new ConfigKey<>(
            "model.sparsity",
            "Weight of the code's mean absolute value in the loss of a sparse autoencoder",
            number(0, 1_000),
            MODEL.regularization().sparsity(),
            c -> c.model().regularization().sparsity());
    static final ConfigKey<Noise> NOISE = new ConfigKey<>(
            "model.noise",
            "Noise on the input in training; auto is gaussian for a denoising autoencoder, else none",
            oneOf(Noise.values()),
            MODEL.regularization().noise(),
            c -> c.model().regularization().noise());
    static final ConfigKey<Double> NOISE_LEVEL = new ConfigKey<>(
            "model.noise-level",
            "Standard deviation of gaussian noise in scaled units, or share of the values that are masked",
            number(0, 10),
            MODEL.regularization().noiseLevel(),
            c -> c.model().regularization().noiseLevel());
    static final ConfigKey<Double> KL_WEIGHT = new ConfigKey<>(
            "model.kl-weight",
            "Weight of the code's divergence from a standard normal distribution in a variational autoencoder",
            number(0, 1_000),
            MODEL.regularization().klWeight(),
            c -> c.model().regularization().klWeight());
    static final ConfigKey<Double> KL_WARMUP = new ConfigKey<>(
            "model.kl-warmup",
            "Share of the training over which that weight rises from 0",
            number(0, 1),
            MODEL.regularization().klWarmup(),
            c -> c.model().regularization().klWarmup());
    static final ConfigKey<Double> DROPOUT = new ConfigKey<>(
            "model.dropout",
            "Share of hidden values set to 0 in a training step",
            number(0, 0.9),
            MODEL.regularization().dropout(),
            c -> c.model().regularization().dropout());
    static final ConfigKey<Double> L2 = new ConfigKey<>(
            "model.l2",
            "Weight of half the squared weights in the loss",
            number(0, 1),
            MODEL.regularization().l2(),
            c -> c.model().regularization().l2());
    static final ConfigKey<List<Integer>> SHAPE = new ConfigKey<>(
            "model.shape",
            "What a convolutional autoencoder makes of the features: [height, width, channels] of an image or "
                    + "[times, features] of a series; auto for [model.window, columns], the shape of the array that is the "
                    + "only feature, a square image, or else one value at a time",
            listOrAuto("[height, width, channels] or [times, features]", wholeNumber(1, 65_536)),
            MODEL.convolution().shape(),
            c -> c.model().convolution().shape());
    static final ConfigKey<List<Integer>> FILTERS = new ConfigKey<>(
            "model.filters",
            "Filters of each convolution of the encoder, mirrored in the decoder",
            ValueTypes.list("a list of numbers of filters such as [16, 32]", wholeNumber(1, 4_096)),
            MODEL.convolution().filters(),
            c -> c.model().convolution().filters());
    static final ConfigKey<Integer> KERNEL = new ConfigKey<>(
            "model.kernel",
            "Side of the convolutions' kernels",
            wholeNumber(1, 64),
            MODEL.convolution().kernel(),
            c -> c.model().convolution().kernel());
    static final ConfigKey<Integer> POOL = new ConfigKey<>(
            "model.pool",
            "Side of what is pooled after each convolution, where it divides the image; 1 for no pooling",
            wholeNumber(1, 64),
            MODEL.convolution().pool(),
            c -> c.model().convolution().pool());
    static final ConfigKey<PoolingKind> POOLING = new ConfigKey<>(
            "model.pooling",
            "How it is pooled",
            oneOf(PoolingKind.values()),
            MODEL.convolution().pooling(),
            c -> c.model().convolution().pooling());
    static final ConfigKey<UpsamplingKind> UPSAMPLING = new ConfigKey<>(
            "model.upsampling",
            "The way back from pooling: pixels repeated, or a transposed convolution",
            oneOf(UpsamplingKind.values()),
            MODEL.convolution().upsampling(),
            c -> c.model().convolution().upsampling());

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
            "Epochs of 25 training steps at most; fewer than the default shorten the training of the detector too",
            wholeNumber(1, 100_000),
            TRAINING.maxEpochs(),
            c -> c.training().maxEpochs());
    static final ConfigKey<Integer> PATIENCE = new ConfigKey<>(
            "training.patience",
            "Epochs without a better validation loss before training stops; 0 for never",
            wholeNumber(0, 100_000),
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

    static final ConfigKey<Optimizer> OPTIMIZER = new ConfigKey<>(
            "training.optimizer",
            "How a gradient becomes a step",
            oneOf(Optimizer.values()),
            TRAINING.optimizer(),
            c -> c.training().optimizer());
    static final ConfigKey<LearningRateSchedule> SCHEDULE = new ConfigKey<>(
            "training.learning-rate-schedule",
            "How the learning rate falls over training.max-epochs",
            oneOf(LearningRateSchedule.values()),
            TRAINING.schedule(),
            c -> c.training().schedule());

    static final ConfigKey<Duration> SEARCH = new ConfigKey<>(
            "training.search",
            "How long to look for the size of the code and the hidden layers, where these are auto, counted in work at a "
                    + "usual pace; 0s to go by the number of features",
            duration(Duration.ZERO),
            TRAINING.search(),
            c -> c.training().search());

    static final ConfigKey<TrainingEngine> ENGINE = new ConfigKey<>(
            "training.engine",
            "What computes the steps: java, for fully connected layers, gives the same bits on every machine; dl4j "
                    + "(Deeplearning4j) has all layers; auto is dl4j for a convolutional model, else java",
            oneOf(TrainingEngine.values()),
            TRAINING.engine(),
            c -> c.training().engine());

    static final ConfigKey<Boolean> WARM_START = new ConfigKey<>(
            "training.warm-start",
            "Whether a retrain begins with the champion's weights, so that its latents stay close to the champion's",
            ValueTypes.trueOrFalse(),
            RENEWAL.warmStart(),
            c -> c.renewal().warmStart());
    static final ConfigKey<Boolean> ON_DRIFT = new ConfigKey<>(
            "training.on-drift",
            "Whether to retrain as soon as features or scores drift away from what the champion was made from",
            ValueTypes.trueOrFalse(),
            RENEWAL.onDrift(),
            c -> c.renewal().onDrift());
    static final ConfigKey<Duration> ADOPT_REGIME_AFTER = new ConfigKey<>(
            "training.adopt-regime-after",
            "How long a change of regime lasts before it is taken for normal without `sluice models accept-regime`",
            duration(Duration.ZERO),
            RENEWAL.adoptRegimeAfter(),
            c -> c.renewal().adoptRegimeAfter());

    static final ConfigKey<AlertBudget> BUDGET = new ConfigKey<>(
            "alerts.budget",
            "How many alerts normal traffic may raise",
            ValueTypes.alertBudget(),
            AlertBudget.DEFAULT,
            PipelineConfig::alertBudget);
    static final ConfigKey<List<StandingSilence>> SILENCES = new ConfigKey<>(
            "alerts.silences",
            "When nobody wants to hear of incidents, in the time of the records: by entity, field, time and window of the week",
            SilenceList.type(),
            List.of(),
            PipelineConfig::silences);
    static final ConfigKey<LatentEncoding> ENCODING = new ConfigKey<>(
            "latents.encoding",
            "How latents are written: float32, or one byte a dimension with a scale",
            oneOf(LatentEncoding.values()),
            LatentEncoding.FLOAT32,
            PipelineConfig::latents);
    static final ConfigKey<Double> FIDELITY = new ConfigKey<>(
            "latents.fidelity",
            "Share of the variance of the parent's latents that a model's latents must tell to count as of the same space",
            ValueTypes.share(),
            RENEWAL.fidelity(),
            c -> c.renewal().fidelity());
    static final ConfigKey<Optional<Bound>> BOUND = new ConfigKey<>(
            "compression.bound",
            "Largest error of the numbers in the packed topic: a share of each field's range in training, a number in the "
                    + "fields' own unit, or 0 for exact; none for no packed topic",
            Bounds.bound(),
            COMPRESSION.bound(),
            c -> c.compression().bound());
    static final ConfigKey<Map<String, Optional<Bound>>> FIELD_BOUNDS = new ConfigKey<>(
            "compression.fields",
            "Bounds of single features instead; out for one whose values are not kept",
            Bounds.byField(),
            COMPRESSION.fields(),
            c -> c.compression().fields());
    static final ConfigKey<PackingMode> PACKING = new ConfigKey<>(
            "compression.mode",
            "What a packed message holds: a record, or a block of an entity's records one after the other",
            oneOf(PackingMode.values()),
            COMPRESSION.mode(),
            c -> c.compression().mode());
    static final ConfigKey<Integer> BLOCK_RECORDS = new ConfigKey<>(
            "compression.records",
            "Records of a block at most",
            wholeNumber(1, FrameWriter.MOST_RECORDS),
            COMPRESSION.records(),
            c -> c.compression().records());
    static final ConfigKey<Duration> BLOCK_WITHIN = new ConfigKey<>(
            "compression.within",
            "How long a block takes in records, in their time and by the clock",
            duration(Duration.ofMillis(1)),
            COMPRESSION.within(),
            c -> c.compression().within());
    static final ConfigKey<Duration> KEEP = new ConfigKey<>(
            "models.keep",
            "How long models that were active before the champion are kept, at least",
            duration(Duration.ZERO),
            RENEWAL.keep(),
            c -> c.renewal().keep());
    static final ConfigKey<Integer> MAX_BYTES = new ConfigKey<>(
            "models.max-bytes",
            "Largest model artifact that is read or published",
            wholeNumber(1_024, 1 << 30),
            PipelineConfig.DEFAULT_MAX_MODEL_BYTES,
            PipelineConfig::maxModelBytes);
    static final ConfigKey<List<String>> TRUSTED_KEYS = new ConfigKey<>(
            "models.trusted-keys",
            "Public keys, as files or in Base64: an artifact that none of them signed is turned down; none for no such check",
            distinct("a list of key files or Base64 keys", text("a key file, or a key in Base64")),
            ModelTrust.ANYONE.trustedKeys(),
            c -> c.trust().trustedKeys());
    static final ConfigKey<String> SIGNING_KEY = new ConfigKey<>(
            "trainer.signing-key",
            "File with the private key that the trainer signs its artifacts with, or the key itself from the environment",
            ValueTypes.secret("a file with a private key in PEM"),
            ModelTrust.ANYONE.signingKey(),
            c -> c.trust().signingKey());
    static final ConfigKey<String> HOST = new ConfigKey<>(
            "http.host",
            "Address that metrics and probes listen on",
            text("a host name or address"),
            HttpConfig.DEFAULT.host(),
            c -> c.http().host());
    static final ConfigKey<Integer> PORT = new ConfigKey<>(
            "http.port",
            "Port that the scorer's metrics and probes listen on; 0 for any free one",
            wholeNumber(0, 65_535),
            HttpConfig.DEFAULT.port(),
            c -> c.http().port());
    static final ConfigKey<Integer> TRAINER_PORT = new ConfigKey<>(
            "trainer.http-port",
            "Port that the trainer's metrics and probes listen on, at http.host; 0 for none",
            wholeNumber(0, 65_535),
            HttpConfig.DEFAULT.trainerPort(),
            c -> c.http().trainerPort());

    static final List<ConfigKey<?>> ALL = List.of(
            PIPELINE,
            KAFKA,
            TOPIC,
            FORMAT,
            ENTITY,
            TIMESTAMP,
            COLUMNS,
            SEPARATOR,
            INPUT_SERDE,
            INPUT_SERDE_PATH,
            INPUT_SERDE_PROPERTIES,
            MAX_MISSING,
            NORMALIZE,
            DERIVE,
            SPAN,
            OUTPUT_FORMAT,
            OUTPUT_SERDE,
            OUTPUT_SERDE_PATH,
            OUTPUT_SERDE_PROPERTIES,
            REGISTRY_URL,
            REGISTRY_USERNAME,
            REGISTRY_PASSWORD,
            REGISTRY_PASSWORD_FILE,
            REGISTRY_TRUST_STORE,
            REGISTRY_TRUST_STORE_PASSWORD,
            REGISTRY_SUBJECTS,
            REGISTRY_REGISTER,
            FEATURES,
            TYPE,
            WINDOW,
            LATENT,
            HIDDEN,
            ACTIVATION,
            SCORE,
            TEMPORAL,
            LOSS,
            SPARSITY,
            NOISE,
            NOISE_LEVEL,
            KL_WEIGHT,
            KL_WARMUP,
            DROPOUT,
            L2,
            SHAPE,
            FILTERS,
            KERNEL,
            POOL,
            POOLING,
            UPSAMPLING,
            HISTORY,
            EVERY,
            MIN_RECORDS,
            MAX_RECORDS,
            SEED,
            MAX_EPOCHS,
            PATIENCE,
            BATCH,
            LEARNING_RATE,
            OPTIMIZER,
            SCHEDULE,
            SEARCH,
            ENGINE,
            WARM_START,
            ON_DRIFT,
            ADOPT_REGIME_AFTER,
            BUDGET,
            SILENCES,
            ENCODING,
            FIDELITY,
            BOUND,
            FIELD_BOUNDS,
            PACKING,
            BLOCK_RECORDS,
            BLOCK_WITHIN,
            KEEP,
            MAX_BYTES,
            TRUSTED_KEYS,
            SIGNING_KEY,
            HOST,
            PORT,
            TRAINER_PORT);

    /** Keys that may hold secrets: their values never leave the process. */
    static final Set<ConfigKey<?>> SECRET = Set.of(
            KAFKA,
            INPUT_SERDE_PROPERTIES,
            OUTPUT_SERDE_PROPERTIES,
            REGISTRY_PASSWORD,
            REGISTRY_TRUST_STORE_PASSWORD,
            SIGNING_KEY);

    private PipelineKeys() {}
}
