package dev.sluice.pipeline;

import dev.sluice.feature.Derive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Reads and writes the pipeline file: YAML, with every key but {@code pipeline} and {@code input.topic} optional. */
public final class PipelineFile {

    private PipelineFile() {}

    /**
     * @param environment such as {@code System.getenv()}
     * @throws ConfigException where the file's content cannot be used
     * @throws UncheckedIOException where the file cannot be read
     */
    public static PipelineConfig load(Path file, Map<String, String> environment) {
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString(), environment);
        } catch (CharacterCodingException e) {
            throw new ConfigException(file + ": not UTF-8", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param source what errors call the text, such as its file name
     * @param environment variables, of which those named {@code SLUICE_<KEY>} override the text
     * @throws ConfigException naming the source, the key, what was expected and what was got
     */
    public static PipelineConfig parse(String yaml, String source, Map<String, String> environment) {
        Environment overrides = new Environment(environment, source);
        Settings settings = Settings.of(YamlNodes.read(yaml, source), overrides, source);
        Map<String, String> kafka = new LinkedHashMap<>(PipelineKeys.KAFKA.defaultValue());
        kafka.putAll(settings.get(PipelineKeys.KAFKA));
        kafka.putAll(overrides.kafka());
        Derive derive = new Derive(settings.get(PipelineKeys.DERIVE), settings.get(PipelineKeys.SPAN));
        SecretReferences references = new SecretReferences(environment);
        kafka = references.resolveAll(PipelineKeys.KAFKA.path(), kafka);
        JaasSetting.check(kafka);
        PipelineConfig config = new PipelineConfig(
                settings.get(PipelineKeys.PIPELINE),
                kafka,
                new InputConfig(
                        settings.get(PipelineKeys.TOPIC),
                        settings.get(PipelineKeys.FORMAT),
                        settings.get(PipelineKeys.ENTITY),
                        settings.get(PipelineKeys.TIMESTAMP),
                        settings.get(PipelineKeys.COLUMNS),
                        settings.get(PipelineKeys.SEPARATOR),
                        settings.get(PipelineKeys.MAX_MISSING),
                        settings.get(PipelineKeys.NORMALIZE),
                        derive),
                settings.get(PipelineKeys.FEATURES).stream()
                        .map(f -> f.orElse(settings.get(PipelineKeys.NORMALIZE), derive))
                        .toList(),
                new ModelConfig(
                        settings.get(PipelineKeys.TYPE),
                        settings.get(PipelineKeys.WINDOW),
                        settings.get(PipelineKeys.LATENT),
                        settings.get(PipelineKeys.HIDDEN),
                        settings.get(PipelineKeys.ACTIVATION),
                        settings.get(PipelineKeys.LOSS),
                        regularization(settings),
                        convolution(settings)),
                settings.get(PipelineKeys.SCORE),
                settings.get(PipelineKeys.TEMPORAL),
                new TrainingConfig(
                        settings.get(PipelineKeys.HISTORY),
                        settings.get(PipelineKeys.EVERY),
                        settings.get(PipelineKeys.MIN_RECORDS),
                        settings.get(PipelineKeys.MAX_RECORDS),
                        settings.get(PipelineKeys.SEED),
                        settings.get(PipelineKeys.MAX_EPOCHS),
                        settings.get(PipelineKeys.PATIENCE),
                        settings.get(PipelineKeys.BATCH),
                        settings.get(PipelineKeys.LEARNING_RATE),
                        settings.get(PipelineKeys.OPTIMIZER),
                        settings.get(PipelineKeys.SCHEDULE),
                        settings.get(PipelineKeys.SEARCH),
                        settings.get(PipelineKeys.ENGINE)),
                settings.get(PipelineKeys.BUDGET),
                settings.get(PipelineKeys.ENCODING),
                settings.get(PipelineKeys.MAX_BYTES),
                new HttpConfig(
                        settings.get(PipelineKeys.HOST),
                        settings.get(PipelineKeys.PORT),
                        settings.get(PipelineKeys.TRAINER_PORT)),
                wire(settings),
                new ModelTrust(
                        settings.get(PipelineKeys.TRUSTED_KEYS),
                        references.resolve(PipelineKeys.SIGNING_KEY.path(), settings.get(PipelineKeys.SIGNING_KEY))),
                new Renewal(
                        settings.get(PipelineKeys.WARM_START),
                        settings.get(PipelineKeys.FIDELITY),
                        settings.get(PipelineKeys.ON_DRIFT),
                        settings.get(PipelineKeys.ADOPT_REGIME_AFTER),
                        settings.get(PipelineKeys.KEEP)),
                settings.get(PipelineKeys.SILENCES),
                new CompressionConfig(
                        settings.get(PipelineKeys.BOUND),
                        settings.get(PipelineKeys.FIELD_BOUNDS),
                        settings.get(PipelineKeys.PACKING),
                        settings.get(PipelineKeys.BLOCK_RECORDS),
                        settings.get(PipelineKeys.BLOCK_WITHIN)));
        new Agreement(settings).check(config);
        return config;
    }

    private static WireConfig wire(Settings settings) {
        return new WireConfig(
                new RegistryConfig(
                        settings.get(PipelineKeys.REGISTRY_URL),
                        settings.get(PipelineKeys.REGISTRY_USERNAME),
                        settings.get(PipelineKeys.REGISTRY_PASSWORD),
                        settings.get(PipelineKeys.REGISTRY_PASSWORD_FILE),
                        settings.get(PipelineKeys.REGISTRY_TRUST_STORE),
                        settings.get(PipelineKeys.REGISTRY_TRUST_STORE_PASSWORD),
                        settings.get(PipelineKeys.REGISTRY_SUBJECTS),
                        settings.get(PipelineKeys.REGISTRY_REGISTER)),
                settings.get(PipelineKeys.OUTPUT_FORMAT),
                new SerdeConfig(
                        settings.get(PipelineKeys.INPUT_SERDE),
                        settings.get(PipelineKeys.INPUT_SERDE_PATH),
                        settings.get(PipelineKeys.INPUT_SERDE_PROPERTIES)),
                new SerdeConfig(
                        settings.get(PipelineKeys.OUTPUT_SERDE),
                        settings.get(PipelineKeys.OUTPUT_SERDE_PATH),
                        settings.get(PipelineKeys.OUTPUT_SERDE_PROPERTIES)));
    }

    private static Regularization regularization(Settings settings) {
        return new Regularization(
                settings.get(PipelineKeys.SPARSITY),
                settings.get(PipelineKeys.NOISE),
                settings.get(PipelineKeys.NOISE_LEVEL),
                settings.get(PipelineKeys.KL_WEIGHT),
                settings.get(PipelineKeys.KL_WARMUP),
                settings.get(PipelineKeys.DROPOUT),
                settings.get(PipelineKeys.L2));
    }

    private static ConvolutionConfig convolution(Settings settings) {
        return new ConvolutionConfig(
                settings.get(PipelineKeys.SHAPE),
                settings.get(PipelineKeys.FILTERS),
                settings.get(PipelineKeys.KERNEL),
                settings.get(PipelineKeys.POOL),
                settings.get(PipelineKeys.POOLING),
                settings.get(PipelineKeys.UPSAMPLING));
    }

    /**
     * YAML that {@link #parse} reads back to an equal configuration, without what may be secret: the Kafka client
     * settings, the registry's passwords, the properties of serdes and the signing key, none of which says anything about
     * the model.
     */
    public static String render(PipelineConfig config) {
        Map<String, Object> root = new LinkedHashMap<>();
        for (ConfigKey<?> key : PipelineKeys.ALL) {
            if (!PipelineKeys.SECRET.contains(key)) {
                put(root, List.of(key.path().split("\\.")), key.render(config));
            }
        }
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setSplitLines(false)
                .build();
        return new Dump(settings).dumpToString(root);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> map, List<String> path, Object value) {
        if (path.size() == 1) {
            map.put(path.get(0), value);
        } else {
            Object section = map.computeIfAbsent(path.get(0), name -> new LinkedHashMap<String, Object>());
            put((Map<String, Object>) section, path.subList(1, path.size()), value);
        }
    }
}
