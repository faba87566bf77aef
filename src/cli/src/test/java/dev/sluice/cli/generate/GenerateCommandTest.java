package dev.sluice.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.cli.CommandRun;
import dev.sluice.command.ExitCode;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.feature.Observation;
import dev.sluice.model.ArtifactAssembler;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.CompiledModel;
import dev.sluice.model.ScoredRecord;
import dev.sluice.model.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {

    @TempDir
    Path folder;

    private String plain;
    private String variational;

    @BeforeEach
    void write() throws IOException {
        plain = model("undercomplete");
        variational = model("variational");
    }

    private String model(String type) throws IOException {
        ModelArtifact artifact = ArtifactAssembler.assemble(
                "pumps",
                type,
                TestModels.model(3, 2, "a", "b.c", "d"),
                "1 per day per entity",
                List.of(Observation.of(0.1, 0.2, 0.3), Observation.of(Double.NaN, 0.2, 0.3)),
                TestModels.artifact(3, 2, "a", "b.c", "d").getProvenance());
        return Files.write(folder.resolve(type), ArtifactWriter.write(artifact)).toString();
    }

    private static CommandRun generate(String... options) {
        return CommandRun.sluice(
                Stream.concat(Stream.of("generate"), Stream.of(options)).toArray(String[]::new));
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aVariationalModelGeneratesFromItsPriorTheSameForTheSameSeed() throws IOException {
        CommandRun run = generate("--model", variational, "--count", "50", "--seed", "4", "--out", in("a.jsonl"));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("50 records from the prior by the variational model, version 3, seed 4");
        generate("--model", variational, "--count", "50", "--seed", "4", "--out", in("b.jsonl"));
        generate("--model", variational, "--count", "50", "--seed", "5", "--out", in("c.jsonl"));
        List<String> lines = Files.readAllLines(folder.resolve("a.jsonl"));
        assertThat(lines).hasSize(50).doesNotHaveDuplicates();
        assertThat(lines).isEqualTo(Files.readAllLines(folder.resolve("b.jsonl")));
        assertThat(lines).isNotEqualTo(Files.readAllLines(folder.resolve("c.jsonl")));
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.fieldNames()).toIterable().containsExactly("a", "b.c", "d");
        assertThat(first.get("a").isNumber()).isTrue();
    }

    @Test
    void aroundARecordWithoutSpreadIsItsReconstruction() throws IOException {
        Path begin = Files.writeString(folder.resolve("begin.json"), "{\"a\":0.5,\"b\":{\"c\":-1},\"d\":2}\n");
        CommandRun run =
                generate("--model", plain, "--around", begin.toString(), "--spread", "0", "-n", "2", "-o", in("o.csv"));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        CompiledModel model = TestModels.model(3, 2, "a", "b.c", "d");
        ScoredRecord scored = model.newScoredRecord();
        model.score(Observation.of(0.5, -1, 2), model.newMemory(), scored);
        String expected = (float) model.expected(scored, 0) + "," + (float) model.expected(scored, 1) + ","
                + (float) model.expected(scored, 2);
        assertThat(folder.resolve("o.csv")).hasContent("a,b.c,d\n" + expected + "\n" + expected + "\n");
    }

    @Test
    void aRecordAloneTakesItsSpreadFromTheModelsHeldOutRows() throws IOException {
        Path begin = Files.writeString(folder.resolve("begin.csv"), "a,b.c,d\n1,2,3\n");
        generate("--model", plain, "--around", begin.toString(), "-n", "20", "-o", in("o.jsonl"));
        assertThat(Files.readAllLines(folder.resolve("o.jsonl"))).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void drawsPictures() throws IOException {
        assertThat(generate("--model", variational, "--image", "1x1x3", "--picture", in("p.png"))
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(ImageIO.read(folder.resolve("p.png").toFile())).isNotNull();
    }

    @Test
    void aModelWithoutAPriorSaysWhichTypeHasOne() {
        CommandRun run = generate("--model", plain, "--out", in("o"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(run.err()).contains("of type undercomplete", "only variational models", "--around FILE");
        assertThat(folder.resolve("o")).doesNotExist();
    }

    @Test
    void badInputIsNamed() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), "{\"a\":{}}\n[1,2\n");
        CommandRun run = generate("--model", plain, "--around", bad.toString(), "--out", in("o"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIG);
        assertThat(run.err()).contains("none of the 2 records can be decoded, the first because of");
        assertThat(generate("--model", "nowhere", "--out", in("o")).err()).contains("no such file: nowhere");
        assertThat(generate("--model", variational, "--picture", in("o")).err()).contains("--image 28x28");
        for (String[] options : new String[][] {
            {"--out", "o"},
            {"--model", plain},
            {"--model", plain, "--config", "c", "--out", "o"},
            {"--model", plain, "--out", "o", "--count", "0"},
            {"--model", plain, "--out", "o", "--spread", "1"},
            {"--model", plain, "--out", "o", "--around", "f", "--spread", "-1"}
        }) {
            assertThat(generate(options).exitCode())
                    .as(String.join(" ", options))
                    .isEqualTo(ExitCode.USAGE);
        }
    }
}
