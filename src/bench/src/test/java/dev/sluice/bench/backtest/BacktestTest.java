package dev.sluice.bench.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bench.data.Frame;
import dev.sluice.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestTest {

    @TempDir
    Path folder;

    @Test
    void aCommandsComplaintIsKept() {
        Frame frame = new Frame(List.of("a"), List.of(List.of("1")));
        assertThatThrownBy(() -> Backtest.in(folder).with("--label", "label").run(frame, frame))
                .isInstanceOfSatisfying(
                        CommandFailedException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIG))
                .hasMessageContaining("sluice backtest ended with 3", "no column label");
        assertThatThrownBy(() -> SluiceCall.run("backtset"))
                .isInstanceOfSatisfying(
                        CommandFailedException.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void scoresAreReadRowByRow() throws IOException {
        Path file = Files.writeString(folder.resolve("scores.csv"), """
                row,score,p_value,reconstruction_error,anomaly,label,fields
                0,1.5,1.0E-4,2.5,1,1,m9:0.61 m3:0.2
                1,,,,,0,
                2,0.0,1.0,0.0,0,0,
                3,0.1,0.5,0.1,0,0,Volume Flow RateRMS:0.9
                """);
        ScoreFile scores = ScoreFile.read(file);
        assertThat(scores.anomalies()).containsExactly(true, false, false, false);
        assertThat(scores.topFields()).containsExactly("m9", "", "", "Volume Flow RateRMS");
    }
}
