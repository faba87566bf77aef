package dev.sluice.bench.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.bench.data.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A call of {@code sluice backtest}, put together option by option.
 *
 * @param work folder that its files are written to
 * @param options given so far
 */
public record Backtest(Path work, List<String> options) {

    /** One with the defaults of Sluice. */
    public static Backtest in(Path work) {
        return new Backtest(work, List.of());
    }

    /** With a seed of sampling and weights. */
    public Backtest seed(long seed) {
        return with("--seed", Long.toString(seed));
    }

    /** With more options. */
    public Backtest with(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new Backtest(work, all);
    }

    public BacktestResult run(Frame train, Frame test) throws IOException {
        return run(train.write(work.resolve("train.csv")), test.write(work.resolve("test.csv")));
    }

    public BacktestResult run(Path train, Path test) throws IOException {
        Path scores = work.resolve("scores.csv");
        Path report = work.resolve("report.json");
        List<String> arguments = new ArrayList<>(List.of("backtest"));
        arguments.addAll(List.of("--train", train.toString(), "--test", test.toString()));
        arguments.addAll(List.of("--out", scores.toString(), "--report", report.toString()));
        arguments.addAll(options);
        SluiceCall.run(arguments.toArray(String[]::new));
        return BacktestResult.of(new ObjectMapper().readTree(report.toFile()), ScoreFile.read(scores));
    }
}
