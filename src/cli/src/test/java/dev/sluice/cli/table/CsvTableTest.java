package dev.sluice.cli.table;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

    @TempDir
    Path folder;

    private CsvTable read(String text) throws IOException {
        return CsvTable.read(file(text.getBytes(UTF_8)), null);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("t.csv"), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void detectsTheSeparator(String separator) throws IOException {
        CsvTable table = read("a,b,c\n1.5,2,3\n4,,x\n".replace(",", separator));
        assertThat(table.columns()).containsExactly("a", "b", "c");
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.row(0)).containsExactly("1.5", "2", "3");
        assertThat(table.row(1)).containsExactly("4", "", "x");
        assertThat(table.cell(1, 2)).isEqualTo("x");
        assertThat(table.indexOf("b")).isEqualTo(1);
        assertThat(table.indexOf("z")).isEqualTo(-1);
    }

    @Test
    void prefersTheSeparatorThatIsInEveryLineOverDecimalCommas() throws IOException {
        CsvTable table = read("a;b;c\n1,5;2,5;3,5\n");
        assertThat(table.columns()).containsExactly("a", "b", "c");
        assertThat(table.cell(0, 0)).isEqualTo("1,5");
    }

    @Test
    void takesTheGivenSeparator() throws IOException {
        assertThat(CsvTable.read(file("a,b;c\n1,2;3\n".getBytes(UTF_8)), ';').columns())
                .containsExactly("a,b", "c");
    }

    @Test
    void numbersTheColumnsOfAFileWithoutHeader() throws IOException {
        CsvTable table = read("1,x\n2,y\n");
        assertThat(table.columns()).containsExactly("c0", "c1");
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.cell(0, 1)).isEqualTo("x");
    }

    @Test
    void aRowOfNothingButMissingNumbersIsNoHeader() throws IOException {
        assertThat(read("NaN,nan\n1,2\n").rows()).isEqualTo(2);
    }

    @Test
    void namesTheUnnamedColumnOfAHeader() throws IOException {
        assertThat(read(",a\n0,1\n").columns()).containsExactly("c0", "a");
    }

    @Test
    void readsGzipWhateverItsName() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("a,b\n1,2\n".getBytes(UTF_8));
        }
        assertThat(CsvTable.read(file(bytes.toByteArray()), null).row(0)).containsExactly("1", "2");
    }

    @Test
    void readsQuotesLineEndsInsideThemAndAByteOrderMark() throws IOException {
        CsvTable table = read("\uFEFFa,b\r\n\"x,\n\"\"y\"\"\",2\r\n");
        assertThat(table.columns()).containsExactly("a", "b");
        assertThat(table.cell(0, 0)).isEqualTo("x,\n\"y\"");
    }

    @Test
    void readsASingleColumn() throws IOException {
        CsvTable table = read("a\n1\n2\n");
        assertThat(table.columns()).containsExactly("a");
        assertThat(table.rows()).isEqualTo(2);
    }

    @Test
    void readsALastLineWithoutItsEnd() throws IOException {
        assertThat(read("a,b\n1,2").rows()).isEqualTo(1);
    }

    @Test
    void namesTheLineOfARaggedRow() {
        assertThatThrownBy(() -> read("a,b\n1,2\n3\n"))
                .isInstanceOf(CsvFormatException.class)
                .hasMessageEndingWith("t.csv: line 3: expected 2 cells separated by \",\", got 1");
    }

    @Test
    void namesTheColumnThatAHeaderNamesTwice() {
        assertThatThrownBy(() -> read("a,b,a\n1,2,3\n"))
                .isInstanceOf(CsvFormatException.class)
                .hasMessageEndingWith("line 1: the header names column \"a\" twice: rename one");
    }

    @Test
    void rejectsAnEmptyFileABinaryFileAndATruncatedGzip() throws IOException {
        assertThatThrownBy(() -> read("")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> CsvTable.read(file("a,b\n".getBytes(UTF_16LE)), null))
                .hasMessageContaining("is no UTF-8 text");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("a,b\n1,2\n".getBytes(UTF_8));
        }
        byte[] cut = java.util.Arrays.copyOf(bytes.toByteArray(), 5);
        assertThatThrownBy(() -> CsvTable.read(file(cut), null)).isInstanceOf(IOException.class);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> CsvTable.read(folder.resolve("none.csv"), null))
                .isInstanceOf(NoSuchFileException.class);
    }
}
