package dev.sluice.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.avro.ContractAvro;
import dev.sluice.avro.WireFormat;
import dev.sluice.contract.Alert;
import dev.sluice.contract.AlertState;
import dev.sluice.contract.Latent;
import dev.sluice.feature.FeatureEncoder;
import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.Observation;
import dev.sluice.inference.Activation;
import dev.sluice.inference.Dense;
import dev.sluice.inference.Network;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.ScoredRecord;
import dev.sluice.record.ContractData;
import dev.sluice.record.ContractJson;
import dev.sluice.score.Calibration;
import dev.sluice.score.ReconstructionStatistic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written directly is, byte by byte, what the generic writers make of the records of {@code schemas/}. */
class FormEncoderTest {

    private static final int ROUNDS = 2_000;
    private static final Map<OutputType, Integer> IDS =
            Map.of(OutputType.SCORE, 7, OutputType.LATENT, 1 << 20, OutputType.ALERT, -1);

    private static final List<FeatureSpec> SPECS = List.of(
            new FeatureSpec("pressure"),
            new FeatureSpec("a \"quoted\" \\ name\n"),
            new FeatureSpec("größe.\uD83D\uDE00"),
            FeatureSpec.categorical("status", 2));
    private static final CompiledModel MODEL = model();

    private final Random random = new Random(11);

    private static CompiledModel model() {
        Random random = new Random(5);
        Observation[] rows = new Observation[100];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Observation.of(SPECS);
            Arrays.setAll(rows[i].values, k -> random.nextGaussian());
            rows[i].texts[0] = i % 3 == 0 ? "up \uD83D\uDE80" : "down";
        }
        FeatureEncoder features = FeatureEncoder.fit(SPECS, rows);
        float[] scale = new float[features.columns()];
        Arrays.fill(scale, 1);
        return new CompiledModel(
                3,
                2,
                features,
                layer(features.columns(), 3),
                layer(3, features.columns()),
                Optional.empty(),
                new ReconstructionStatistic(scale),
                Calibration.fit(random.doubles(500).toArray(), 1e-3));
    }

    private static Network layer(int inputs, int outputs) {
        float[][] weights = new float[inputs][outputs];
        for (int i = 0; i < inputs; i++) {
            Arrays.fill(weights[i], 0.3f - 0.1f * i);
        }
        return new Network(List.of(new Dense(weights, new float[outputs], Activation.TANH)));
    }

    private static byte[] generic(SpecificRecord contract) {
        OutputType type = Arrays.stream(OutputType.values())
                .filter(t -> t.contract() == contract.getClass())
                .findFirst()
                .orElseThrow();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(WireFormat.header(IDS.get(type)));
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            new SpecificDatumWriter<SpecificRecord>(ContractAvro.schema(type.contract()), ContractData.INSTANCE)
                    .write(contract, out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private Outcome outcome() {
        ScoredRecord scored = MODEL.newScoredRecord();
        Observation observed = Observation.of(SPECS);
        for (int i = 0; i < observed.values.length; i++) {
            observed.values[i] = random.nextInt(5) == 0 ? Double.NaN : 3 * random.nextGaussian();
        }
        observed.texts[0] =
                List.of("up \uD83D\uDE80", "down", "sideways", "\u0007 \u202E").get(random.nextInt(4));
        MODEL.score(observed, MODEL.newMemory(), scored);
        Outcome outcome = new Outcome(MODEL, scored);
        outcome.at(random.nextBoolean() ? "telemetry" : "plant.7_b", random.nextInt(1 << 20), integer());
        outcome.of(integer(), entity());
        outcome.contributions(observed);
        if (random.nextBoolean()) {
            Arrays.setAll(outcome.observed, i -> number());
            Arrays.setAll(outcome.expected, i -> number());
        }
        if (random.nextBoolean()) {
            byte[] steps = new byte[random.nextInt(9)];
            random.nextBytes(steps);
            outcome.quantized(steps, Float.intBitsToFloat(random.nextInt()));
        }
        return outcome;
    }

    private Alert alert(Outcome outcome) {
        List<String> names = List.of("pump-1", "größe", "\uD83D\uDE00 \"");
        return new Alert(
                outcome.topic + "-0-7",
                random.nextBoolean() ? AlertState.OPENED : AlertState.RESOLVED,
                outcome.entityText(),
                outcome.topic,
                outcome.partition,
                outcome.offset,
                outcome.timestamp,
                3,
                number(),
                number(),
                outcome.contributions(),
                integer(),
                number(),
                integer(),
                integer(),
                names.subList(0, random.nextInt(3)),
                names.subList(0, random.nextInt(3)),
                random.nextInt(1_000));
    }

    private long integer() {
        return random.nextLong() >> random.nextInt(64);
    }

    private double number() {
        return random.nextBoolean() ? Double.longBitsToDouble(random.nextLong()) : random.nextInt(100);
    }

    private byte[] entity() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> bytes;
            case 2 -> "\u0000\t\"\\/\u007F\u0080\u2028\uFFFD\uD83D\uDE00\uDBFF\uDFFF".getBytes(StandardCharsets.UTF_8);
            case 3 -> "x".repeat(random.nextInt(4_000)).getBytes(StandardCharsets.UTF_8);
            default -> ("pump-" + random.nextInt()).getBytes(StandardCharsets.UTF_8);
        };
    }

    private void expectTheSame(OutputEncoder direct, OutputEncoder byObjects, Outcome outcome) {
        assertThat(direct.score(outcome)).isEqualTo(byObjects.score(outcome));
        assertThat(direct.latent(outcome)).isEqualTo(byObjects.latent(outcome));
        Alert alert = alert(outcome);
        assertThat(direct.alert(alert)).isEqualTo(byObjects.alert(alert));
    }

    @Test
    void avroIsThatOfTheGenericWriter() {
        OutputEncoder direct = new FormEncoder(new AvroForm(IDS), MODEL.fields());
        OutputEncoder byObjects = new ObjectEncoder(FormEncoderTest::generic);
        for (int i = 0; i < ROUNDS; i++) {
            expectTheSame(direct, byObjects, outcome());
        }
    }

    @Test
    void jsonIsThatOfTheOtherContracts() {
        OutputEncoder direct = new FormEncoder(new JsonForm(), MODEL.fields());
        OutputEncoder byObjects = new ObjectEncoder(ContractJson::encode);
        for (int i = 0; i < ROUNDS; i++) {
            expectTheSame(direct, byObjects, outcome());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pump-7", "größe", "\uD83D\uDE00"})
    void anEntityIsTheSameInAllOutputs(String entity) throws Exception {
        Outcome outcome = outcome();
        outcome.of(1, entity.getBytes(StandardCharsets.UTF_8));
        OutputEncoder json = new FormEncoder(new JsonForm(), MODEL.fields());
        assertThat(ContractJson.decode(json.latent(outcome), Latent.class).getEntity())
                .isEqualTo(entity);
        assertThat(ContractJson.decode(json.alert(alert(outcome)), Alert.class).getEntity())
                .isEqualTo(entity);
    }
}
