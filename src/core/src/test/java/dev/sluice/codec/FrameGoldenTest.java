package dev.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Frames of every format are kept, and stay readable. Those of this format were written by this test with {@code
 * -Dsluice.golden=write}; they are never written again.
 */
class FrameGoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/dev/sluice/codec");

    /** The records of a golden frame: of a name for each. */
    private static Records records(String name) {
        int size = name.contains("record") ? 1 : 100;
        Records records = TestStates.records(new Random(21), size, name.contains("hostile"));
        return name.contains("bare") ? stamped(records, 0) : name.contains("three") ? stamped(records, 3) : records;
    }

    private static Records stamped(Records records, int columns) {
        double[][] values = new double[records.size()][TestStates.FIELDS];
        boolean[][] present = new boolean[records.size()][TestStates.FIELDS];
        long[][] stamps = new long[records.size()][columns];
        for (int r = 0; r < values.length; r++) {
            for (int f = 0; f < TestStates.FIELDS; f++) {
                values[r][f] = records.value(r, f);
                present[r][f] = records.present(r, f);
            }
            for (int column = 0; column < columns; column++) {
                stamps[r][column] = column == 2 ? -r % 7 : records.stamp(r, column);
            }
        }
        return new Records(stamps, values, present);
    }

    private static final List<String> NAMES = List.of(
            "block",
            "block-hostile",
            "block-bare",
            "block-three",
            "record",
            "record-bare",
            "record-three",
            "record-flat");

    @Test
    void goldenFramesAreWrittenAndReadAsEver() throws IOException, FrameException {
        CodecState state = TestStates.byHand();
        for (String name : NAMES) {
            Records records = records(name);
            FrameWriter writer = new FrameWriter(state);
            byte[] written =
                    name.endsWith("flat") ? writer.write(records, CodecState.RECORD_FLAT) : writer.write(records);
            String file = "format-1-" + name + ".frame";
            if ("write".equals(System.getProperty("sluice.golden"))) {
                Files.createDirectories(FOLDER);
                Files.write(FOLDER.resolve(file), written);
            }
            byte[] golden = golden(file);
            assertThat(written).as(name).isEqualTo(golden);
            Records read = new FrameReader(state).read(golden);
            for (int r = 0; r < records.size(); r++) {
                for (int column = 0; column < records.stamps(); column++) {
                    assertThat(read.stamp(r, column)).isEqualTo(records.stamp(r, column));
                }
                for (int f = 0; f < TestStates.FIELDS; f++) {
                    double value = records.value(r, f);
                    if (Double.isFinite(value)) {
                        assertThat(Math.abs(read.value(r, f) - value)).isLessThanOrEqualTo(state.bound(f));
                    }
                }
            }
        }
    }

    private static byte[] golden(String file) throws IOException {
        try (InputStream in = FrameGoldenTest.class.getResourceAsStream(file)) {
            if (in == null) {
                return Files.readAllBytes(FOLDER.resolve(file));
            }
            return in.readAllBytes();
        }
    }

    /** Interpreter, first compiler, second compiler. */
    @Test
    void everyWayOfRunningJavaGivesTheSameFramesAndTheSameFit() throws IOException, InterruptedException {
        String here = FrameDigest.digest();
        for (String option : List.of("-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation")) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    option,
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    FrameDigest.class.getName()));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String there = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(there).isZero();
            assertThat(there.strip()).as(option).isEqualTo(here);
        }
    }
}
