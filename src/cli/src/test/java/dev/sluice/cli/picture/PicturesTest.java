package dev.sluice.cli.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PicturesTest {

    @TempDir
    Path folder;

    private Path scatter(String name, int n, int classes) throws IOException {
        Random random = new Random(9);
        double[][] points = new double[n][2];
        int[] of = new int[n];
        for (int i = 0; i < n; i++) {
            of[i] = classes == 0 ? -1 : i % classes;
            points[i][0] = of[i] + random.nextGaussian();
            points[i][1] = 1e-3 * random.nextGaussian();
        }
        Path file = folder.resolve(name);
        new ScatterPlot("Title", "n", "x", "y")
                .write(
                        file,
                        points,
                        of,
                        "class",
                        IntStream.range(0, classes).mapToObj(c -> "class " + c).toList());
        return file;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 60})
    void aScatterPlotIsThereForAnyNumberOfClasses(int classes) throws IOException {
        BufferedImage image = ImageIO.read(scatter("s.png", 400, classes).toFile());
        assertThat(image.getWidth()).isEqualTo(1_200);
        assertThat(image.getHeight()).isEqualTo(900);
    }

    @Test
    void theSamePointsGiveTheSameBytes() throws IOException {
        assertThat(scatter("a.png", 300, 3)).hasSameBinaryContentAs(scatter("b.png", 300, 3));
    }

    @Test
    void aSinglePointHasAnAxisAroundIt() {
        Axis axis = Axis.of(new double[] {5});
        assertThat(axis.holds(5)).isTrue();
        assertThat(axis.at(5)).isEqualTo(0.5);
        assertThat(axis.ticks()).contains(5.0);
    }

    @Test
    void oneValueFarOutDoesNotPressTheRestTogether() {
        double[] values = new Random(1).doubles(2_000).toArray();
        values[7] = 1e6;
        assertThat(Axis.of(values).high()).isLessThan(2);
    }

    @Test
    void tilesShowTheirPixelsEnlarged() throws IOException {
        Path file = folder.resolve("g.png");
        double[] image = {0, 255, 255, 0};
        new ImageGrid("T", "", Pixels.of(2, 2, 1, new double[][] {image}))
                .row("in", List.of(image, image), true)
                .row("out", List.of(image, image), false)
                .write(file);
        BufferedImage grid = ImageIO.read(file.toFile());
        int black = 0;
        for (int y = 0; y < grid.getHeight(); y++) {
            for (int x = 0; x < grid.getWidth(); x++) {
                black += grid.getRGB(x, y) == 0xff000000 ? 1 : 0;
            }
        }
        assertThat(black).as("two of four pixels, in four tiles of 84 x 84").isEqualTo(4 * 84 * 84 / 2);
        assertThat(Files.size(file)).isPositive();
    }

    @Test
    void brightnessFollowsTheRangeOfTheValues() {
        assertThat(Pixels.of(1, 2, 1, new double[][] {{0, 0.9}}).bright()).isEqualTo(1);
        assertThat(Pixels.of(1, 2, 1, new double[][] {{0, 254}}).bright()).isEqualTo(255);
        assertThat(Pixels.of(1, 2, 1, new double[][] {{-3, 7}})).isEqualTo(new Pixels(1, 2, 1, -3, 7));
        assertThat(Pixels.of(1, 2, 1, new double[][] {{-1, -1}}).bright()).isZero();
        assertThat(new Pixels(1, 1, 3, 0, 255)
                        .image(new double[] {255, -4, 300})
                        .getRGB(0, 0))
                .isEqualTo(0xffff00ff);
    }
}
