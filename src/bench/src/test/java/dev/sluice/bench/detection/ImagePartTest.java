package dev.sluice.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.bench.data.DigitImages;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.bench.report.Verdict;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePartTest {

    private static final BenchTarget TARGET = BenchTarget.atMost(0.018, "digits", "MSE/pixel");

    @TempDir
    Path folder;

    private Path idx(int magic, int count, int height, int width, int... pixels) throws IOException {
        Path file = folder.resolve("images.gz");
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            for (int number : new int[] {magic, count, height, width}) {
                out.writeInt(number);
            }
            for (int pixel : pixels) {
                out.writeByte(pixel);
            }
        }
        return file;
    }

    @Test
    void picturesBecomeRowsOfPixelsFromZeroToOne() throws IOException {
        DigitImages images = DigitImages.read(idx(0x803, 2, 1, 3, 9, 9, 9, 0, 51, 255));
        assertThat(images.size()).isEqualTo(2);
        assertThat(Files.readString(images.write(1, 2, folder.resolve("images.csv"))))
                .isEqualTo("p0,p1,p2\n0,0.200000,1.000000\n");
    }

    @Test
    void whatIsNoFileOfPicturesIsSaid() throws IOException {
        Path labels = idx(0x801, 2, 1, 3);
        assertThatThrownBy(() -> DigitImages.read(labels)).hasMessageContaining("not an idx file of pictures");
    }

    @Test
    void theErrorIsThatOfTheInputsOwnUnit() throws IOException {
        BenchRow row = ImagePart.row(TARGET, new ObjectMapper().readTree("""
                                {"model": {"columns": 784, "latent": 32},
                                 "reconstruction": {"latents": {"mse": 0.5, "mseInputUnit": 0.0125},
                                                    "pca": {"mseInputUnit": 0.0175}}}
                                """));
        assertThat(row.value()).isEqualTo(0.0125);
        assertThat(row.verdict()).isEqualTo(Verdict.MET);
        assertThat(row.note()).isEqualTo("one seed; 784 pixels, a code of 32; principal components beside: 0.0175");
        assertThat(ImagePart.row(TARGET, new ObjectMapper().readTree("{}")).note())
                .startsWith("not available");
    }
}
