package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.feature.FeatureSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDecoderTest {

    private static final List<String> COLUMNS = List.of("at", "host", "flow", "temp");
    private static final RecordLayout LAYOUT =
            new RecordLayout(List.of(new FeatureSpec("temp"), new FeatureSpec("flow")), "host", "at");

    private final Telemetry telemetry = new Telemetry(LAYOUT.features());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1700000000,pump-1,2.5,-3e1",
                "1700000000,pump-1,2.5,-3e1\n",
                "1700000000,pump-1,2.5,-3e1\r\n",
                " 1700000000 , pump-1 , 2.5 ,\t-3e1 ",
                "\"1700000000\",\"pump-1\",\"2.5\",\"-3e1\"",
                "2023-11-14 22:13:20, \"pump-1\" ,+2.5,-30.",
            })
    void takesTheWantedCells(String line) throws Exception {
        decode(line);

        assertThat(telemetry.observation.values).containsExactly(-30, 2.5);
        assertThat(telemetry.entity()).isEqualTo("pump-1");
        assertThat(telemetry.timestampOr(0)).isEqualTo(1_700_000_000_000L);
    }

    @Test
    void takesQuotedSeparatorsQuotesAndLineBreaksAsText() throws Exception {
        decode("1,\"a,\"\"b\"\"\nc\",1,2");

        assertThat(telemetry.entity()).isEqualTo("a,\"b\"\nc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "NaN", "nan", "NA", "null", "NULL", "inf", "-inf", "Infinity", "1e999"})
    void countsWhatIsNoFiniteNumberAsMissing(String cell) throws Exception {
        decode("1,h," + cell + ",4");

        assertThat(telemetry.observation.values).containsExactly(4, Double.NaN);
    }

    @Test
    void leavesEntityAndTimeUnsetWhereTheirCellsAreEmpty() throws Exception {
        decode(",,1,2");

        assertThat(telemetry.entity()).isNull();
        assertThat(telemetry.timestampOr(-1)).isEqualTo(-1);
    }

    @Test
    void readsOtherSeparators() throws Exception {
        for (char separator : new char[] {';', '|', '\t', ' '}) {
            new CsvDecoder(COLUMNS, separator, LAYOUT).decode(bytes("1,h,1,2".replace(',', separator)), telemetry);
            assertThat(telemetry.observation.values).containsExactly(2, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1,5", "1f", "1d", "0x1p3", "1_000", "--1", "1e", ".", "one", "１"})
    void saysWhatIsInAFeatureInsteadOfANumber(String cell) {
        BadRecordException e = failure("1;h;" + cell + ";2", ';');

        assertThat(e).hasMessage("flow: expected a number, got \"" + cell + "\"");
    }

    @Test
    void refusesNumbersThatAreTooLong() {
        assertThat(failure("1,h," + "1".repeat(2_000) + ",2", ','))
                .hasMessage("flow: expected a number, got 2000 characters");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "''|1 column",
                "1,2,3|3 columns",
                "1,h,3,4,|5 columns",
                "1,\"h,3\",4|3 columns",
                "1;h;3;4|1 column",
                "'1,h,3,4\n1,h,3,4'|more than one line",
                "'1,\"h\",3,4\n1,h,3,4'|more than one line",
                "'\n\n'|more than one line",
                "'1,h,3,4\n\n'|more than one line",
            })
    void saysWhatIsWrongWithTheLine(String line, String got) {
        assertThat(failure(line, ','))
                .hasMessage("value: expected one line of 4 columns separated by \",\", got " + got);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,\"h,3,4", "1,\"h\"x,3,4"})
    void refusesMalformedQuotes(String line) {
        assertThat(failure(line, ',').field()).isEqualTo("value");
    }

    @Test
    void saysThatThereIsNoValueNoUtf8AndNoFeature() {
        assertThat(catchThrowableOfType(
                        BadRecordException.class, () -> new CsvDecoder(COLUMNS, '\t', LAYOUT).decode(null, telemetry)))
                .hasMessage("value: expected one line of 4 columns separated by tabs, got null");
        byte[] latin1 = "1,é,3,4".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(catchThrowableOfType(
                        BadRecordException.class, () -> new CsvDecoder(COLUMNS, ',', LAYOUT).decode(latin1, telemetry)))
                .hasMessage("value: expected UTF-8, got byte 0xE9 at byte 2");
        assertThat(failure("1,h,,nan", ',')).hasMessage("value: expected at least one of 2 features, got none");
    }

    @Test
    void namesTheFieldThatIsNoColumn() {
        assertThatThrownBy(() ->
                        new CsvDecoder(List.of("a"), ',', new RecordLayout(List.of(new FeatureSpec("b")), null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("field \"b\" is not one of the columns [a]");
    }

    private void decode(String line) throws BadRecordException {
        new CsvDecoder(COLUMNS, ',', LAYOUT).decode(bytes(line), telemetry);
    }

    private BadRecordException failure(String line, char separator) {
        return catchThrowableOfType(
                BadRecordException.class,
                () -> new CsvDecoder(COLUMNS, separator, LAYOUT).decode(bytes(line), telemetry));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
