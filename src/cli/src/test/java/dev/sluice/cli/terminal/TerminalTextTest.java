package dev.sluice.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TerminalTextTest {

    @Test
    void aTableAlignsItsColumns() {
        List<String> lines = new TextTable("a", "long heading", "c")
                .row("wide cell", "x", "")
                .row("1", "2", "3")
                .lines();
        assertThat(lines).containsExactly("a          long heading  c", "wide cell  x", "1          2             3");
    }

    @Test
    void aTableTakesNoRowOfAnotherWidth() {
        assertThatThrownBy(() -> new TextTable("a", "b").row("1")).hasMessage("expected 2 cells, got 1");
    }

    @Test
    void aSparklineFallsAsItsValuesDo() {
        assertThat(Sparkline.of(List.of(1.0, 0.1, 0.01), 40)).isEqualTo("█▅▁");
        assertThat(Sparkline.of(List.of(), 40)).isEmpty();
        assertThat(Sparkline.of(List.of(0.5), 40)).isEqualTo("▁");
        assertThat(Sparkline.of(List.of(1.0, Double.NaN, 0.0, 0.1), 40)).isEqualTo("█▁▁▁");
        assertThat(Sparkline.of(List.of(1.0, 0.0, -1.0), 40)).isEqualTo("█▅▁");
    }

    @Test
    void aLongSparklineKeepsItsFirstAndItsLastValue() {
        List<Double> falling =
                IntStream.range(0, 1000).mapToObj(i -> Math.exp(-i / 100.0)).toList();
        assertThat(Sparkline.of(falling, 10)).hasSize(10).startsWith("█").endsWith("▁");
    }

    @Test
    void progressSpeaksEveryFiveSeconds() {
        AtomicLong clock = new AtomicLong();
        StringWriter out = new StringWriter();
        Progress progress = new LineProgress(new PrintWriter(out), "produce", "records", 2_000, clock::get);
        progress.at(1);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(5));
        progress.at(1_000);
        progress.at(1_001);
        progress.close();
        assertThat(out.toString().lines()).containsExactly("produce: 1,000 of 2,000 records");
    }
}
