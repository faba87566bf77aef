package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Alert;
import dev.sluice.contract.Fence;
import dev.sluice.contract.Latent;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.contract.Score;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContractJsonTest {

    private static final double[] SPECIAL = {
        0, -0.0, 1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE
    };

    @ParameterizedTest
    @ValueSource(classes = {Activation.class, Alert.class, Fence.class, Latent.class, ModelArtifact.class, Score.class})
    void readsBackWhatItWrote(Class<? extends SpecificRecord> type) throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            SpecificRecord record = random(type, random);

            // By their text, because equals() of the generated classes tells NaN from NaN, but not 0.0 from -0.0.
            assertThat(ContractJson.decode(ContractJson.encode(record), type)).hasToString(record.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Activation.class, Alert.class, Fence.class, Latent.class, Score.class})
    void refusesJsonThatIsCutOffAnywhere(Class<? extends SpecificRecord> type) {
        Random random = new Random(8);
        for (int i = 0; i < 20; i++) {
            byte[] json = ContractJson.encode(random(type, random));
            for (int length = 0; length < json.length; length++) {
                byte[] cut = Arrays.copyOf(json, length);
                assertThatThrownBy(() -> ContractJson.decode(cut, type))
                        .as("%d of %d bytes", length, json.length)
                        .isInstanceOf(BadRecordException.class);
            }
        }
    }

    @Test
    void endsInARecordOrInABadRecordWhateverTheBytes() {
        Random random = new Random(9);
        for (int i = 0; i < 5_000; i++) {
            byte[] json = ContractJson.encode(random(Score.class, random));
            for (int n = random.nextInt(3); n >= 0; n--) {
                json[random.nextInt(json.length)] = (byte) random.nextInt(256);
            }
            try {
                ContractJson.decode(json, Score.class);
            } catch (BadRecordException e) {
                // as it should
            } catch (RuntimeException e) {
                fail(new String(json, StandardCharsets.UTF_8), e);
            }
        }
    }

    @Test
    void writesOneLineWithTheSchemasNames() {
        Fence fence = new Fence("in", 3, 41L, 2, 1_700_000_000_000L);

        assertThat(new String(ContractJson.encode(fence), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"topic\":\"in\",\"partition\":3,\"offset\":41,\"modelVersion\":2,\"timestamp\":1700000000000}");
    }

    @Test
    void skipsUnknownFieldsAndFillsInDefaults() throws Exception {
        Latent latent = decode(
                "{\"new\":{\"x\":[1]},\"topic\":\"in\",\"partition\":0,\"offset\":1,\"timestamp\":2,\"modelVersion\":3}",
                Latent.class);

        assertThat(latent.getEntity()).isNull();
        assertThat(latent.getValues()).isNull();
        assertThat(latent.getOffset()).isEqualTo(1);
    }

    @Test
    void saysWhichFieldIsWrong() {
        assertThatThrownBy(() -> decode("{\"topic\":\"in\",\"partition\":\"0\"}", Fence.class))
                .hasMessage("Fence.partition: expected an integer, got VALUE_STRING");
        assertThatThrownBy(() -> decode("{\"topic\":\"in\"}", Fence.class))
                .hasMessage("Fence.partition: expected a value, got nothing");
        assertThatThrownBy(() -> decode("{\"topic\":\"in\",\"partition\":99999999999}", Fence.class))
                .isInstanceOf(BadRecordException.class);
        assertThatThrownBy(() -> decode("[]", Fence.class)).hasMessage("Fence: expected an object, got START_ARRAY");
        assertThatThrownBy(() -> ContractJson.decode(null, Fence.class))
                .hasMessage("value: expected JSON of a Fence, got null");
        assertThatThrownBy(() -> decode(
                        "{\"topic\":\"in\",\"partition\":3,\"offset\":41,\"modelVersion\":2,\"timestamp\":17} 1",
                        Fence.class))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining("nothing after the record");
    }

    private static <T extends SpecificRecord> T decode(String json, Class<T> type) throws BadRecordException {
        return ContractJson.decode(json.getBytes(StandardCharsets.UTF_8), type);
    }

    private static <T extends SpecificRecord> T random(Class<T> type, Random random) {
        return type.cast(random(ContractData.INSTANCE.getSchema(type), random));
    }

    private static Object random(Schema schema, Random random) {
        return switch (schema.getType()) {
            case RECORD -> {
                SpecificRecord record = (SpecificRecord) ContractData.INSTANCE.newRecord(null, schema);
                schema.getFields().forEach(f -> record.put(f.pos(), random(f.schema(), random)));
                yield record;
            }
            case UNION -> random(schema.getTypes().get(random.nextInt(2)), random);
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    elements.add(random(schema.getElementType(), random));
                }
                yield elements;
            }
            case MAP -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    entries.put(text(random), random(schema.getValueType(), random));
                }
                yield entries;
            }
            case BYTES -> {
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield ByteBuffer.wrap(bytes);
            }
            case ENUM ->
                ContractData.INSTANCE.createEnum(
                        schema.getEnumSymbols()
                                .get(random.nextInt(schema.getEnumSymbols().size())),
                        schema);
            case NULL -> null;
            case STRING -> text(random);
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT ->
                random.nextInt(4) == 0
                        ? (float) SPECIAL[random.nextInt(SPECIAL.length)]
                        : Float.intBitsToFloat(random.nextInt() & 0xff7fffff);
            case DOUBLE -> random.nextInt(4) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextGaussian();
            default -> throw new IllegalArgumentException("no random " + schema);
        };
    }

    private static String text(Random random) {
        String[] pieces = {"a", "é", "🌡", "\"", "\\", "\n", "\u0000", "{", ".", " "};
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(6); n > 0; n--) {
            text.append(pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }
}
