package dev.sluice.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.contract.Activation;
import dev.sluice.contract.Decision;
import dev.sluice.contract.DetectorState;
import dev.sluice.contract.LatentMap;
import dev.sluice.contract.MemberState;
import dev.sluice.contract.ModelArtifact;
import dev.sluice.model.TestModels;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelReportTest {

    private static final ModelArtifact ARTIFACT = TestModels.artifact(3, 2, "a", "b", "c");

    @Test
    void tellsWhatWasReadHowItWentAndWhetherItVerifies() {
        Activation decision = new Activation(
                "pumps",
                3,
                Decision.PROMOTED,
                "better",
                "trainer",
                1_700_000_000_000L,
                Map.of("challenger", 0.5),
                List.of());
        String report =
                String.join("\n", ModelReport.lines(ARTIFACT, 2048, Optional.of(decision), "verified", "nobody", true));
        assertThat(report)
                .contains("3 (active)")
                .contains("verified, 2.0 KiB")
                .contains("promoted 2023-11-14T22:13:20Z by trainer: better (challenger 0.5)")
                .contains("10 records: 0 bad, 0 excluded")
                .contains("telemetry-0 from offset 0 to before 10")
                .contains("7 to fit, 1 to stop by, 2 to calibrate and judge on")
                .contains("3: a, b, c")
                .contains("undercomplete 3-4-2-4-3, 53 parameters")
                .contains("2 latents")
                .containsPattern("loss +mse")
                .contains("reconstruction: the residual of the autoencoder alone")
                .doesNotContain("chosen")
                .doesNotContain("members")
                .contains("best 0.6 (epoch 1 of 1)")
                .contains("1,000 rows: p-values below 0.000999 are extrapolated")
                .contains("1 per day per entity: score 1.0 at p 0.001")
                .contains("0.1 s reading, 0.2 s training")
                .containsPattern("on +a machine that is not recorded");
    }

    @Test
    void namesTheMachineThatItWasMadeOn() {
        ModelArtifact artifact = TestModels.artifact(3, 2, "a", "b", "c");
        artifact.getProvenance().put("machine", "amd64, Java 17");

        assertThat(String.join("\n", ModelReport.lines(artifact, 2048, Optional.empty(), "verified", "nobody", true)))
                .containsPattern("on +amd64, Java 17");
    }

    @Test
    void saysHowWellConsumersOfEarlierLatentsAreServed() {
        ModelArtifact artifact = TestModels.artifact(7, 2, "a", "b", "c");
        assertThat(Latents.line(artifact)).startsWith("of a space that is not known");
        artifact.put("space", 7);
        assertThat(Latents.line(artifact)).isEqualTo("the space begins with this version");
        ByteBuffer none = ByteBuffer.allocate(0);
        artifact.put("toParent", new LatentMap(6, none, none, 0.993));
        artifact.getProvenance().put("figures", Map.of("latents-kept", 0.5, "latents-kept-since-space", 1.0));
        assertThat(Latents.line(artifact))
                .isEqualTo(
                        "a new space begins with this version: of the variance of version 6's latents, 50.0 % is told"
                                + " as they are, 99.3 % by the map to them");
        artifact.put("space", 2);
        artifact.getProvenance().put("figures", Map.of("latents-kept", 0.99, "latents-kept-since-space", 0.972));
        assertThat(Latents.line(artifact))
                .isEqualTo(
                        "of the space of version 2: of the variance of version 6's latents, 99.0 % is told as they are,"
                                + " 99.3 % by the map to them; about 97.2 % of version 2's");
    }

    @Test
    void tellsHowManyRecordsAWindowIsOf() {
        ModelArtifact windowed = TestModels.artifact(TestModels.windowed(3, 4, 2, "a", "b", "c"));

        assertThat(String.join("\n", ModelReport.lines(windowed, 2048, Optional.empty(), "verified", "nobody", true)))
                .contains("3: a, b, c; 4 records at once")
                .contains("undercomplete 12-2-12");
    }

    @Test
    void saysWhyTheLayersAreWhatTheyAreAndWhatTheCodeIsLike() {
        ModelArtifact artifact = TestModels.artifact(3, 2, "a", "b", "c");
        artifact.getProvenance().put("loss", "gaussian");
        artifact.getProvenance()
                .put("choice", "code of 2: the smallest; hidden layers: the fewest (none 0.5, two 0.4)");
        artifact.getProvenance()
                .put("figures", Map.of("parameters", 53.0, "code-sparsity", 0.125, "code-divergence", 3.5));
        ByteBuffer none = ByteBuffer.allocate(0);
        MemberState own = new MemberState(List.of(), 64, none, none);
        MemberState other = new MemberState(artifact.getEncoderLayers(), 64, none, none);
        artifact.put("detector", new DetectorState("table", List.of(own, other, other), Map.of(), Map.of()));
        String report =
                String.join("\n", ModelReport.lines(artifact, 2048, Optional.empty(), "verified", "nobody", true));
        assertThat(report)
                .containsPattern("loss +gaussian")
                .containsPattern(
                        "chosen +code of 2: the smallest\n +hidden layers: the fewest \\(none 0.5, two 0.4\\)\n")
                .contains(
                        "2 latents, 12.5 % of their values next to 0, divergence from a standard normal distribution 3.5 nats")
                .contains("table: each record by itself")
                .contains("3: 1 by the autoencoder itself, 2 by networks of their own; codebooks of 64 centroids");
    }

    @Test
    void saysWhyAScorerWouldRefuse() {
        List<String> lines = ModelReport.lines(ARTIFACT, 1, Optional.empty(), "refused: digest", "key 1234", false);
        assertThat(lines)
                .anyMatch(l -> l.contains("refused: digest"))
                .anyMatch(l -> l.contains("none recorded"))
                .anyMatch(l -> l.matches("signed by +key 1234"));
    }

    @Test
    void lossesAreDrawnWithFirstBestAndLast() {
        assertThat(Losses.line(List.of(1.0, 0.1, 0.01, 0.02), 3))
                .isEqualTo("█▅▁▂  first 1, best 0.01 (epoch 3 of 4), last 0.02");
        assertThat(Losses.line(List.of(), 0)).isEqualTo("none recorded");
    }
}
