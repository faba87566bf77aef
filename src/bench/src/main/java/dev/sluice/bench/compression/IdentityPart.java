package dev.sluice.bench.compression;

import dev.sluice.bench.report.BenchPart;
import dev.sluice.bench.report.BenchRow;
import dev.sluice.bench.report.BenchRun;
import dev.sluice.bench.report.BenchTarget;
import dev.sluice.model.ArtifactWriter;
import dev.sluice.model.CodecStates;
import dev.sluice.model.PackingPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whether other ways of running Java, and other Javas beside this one, write the same frames from an artifact and read the
 * same bits from them.
 */
final class IdentityPart implements BenchPart {

    private static final BenchTarget DIFFERENT =
            BenchTarget.atMost(0, "ways of running Java that make other bytes", "ways");
    private static final double SHARE = 0.01;

    private final TrainedSets sets;

    IdentityPart(TrainedSets sets) {
        this.sets = sets;
    }

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public List<BenchTarget> targets(BenchRun run) {
        return List.of(DIFFERENT);
    }

    @Override
    public List<BenchRow> measure(BenchRun run) throws IOException {
        TrainedSet set = sets.get(run, RowSets.WHITE);
        PackingPlan plan = new PackingPlan(set.numbers(), set.codec(SHARE), 0, List.of());
        Path artifact = run.work().resolve("packed.sluice");
        Files.write(artifact, ArtifactWriter.write(CodecStates.with(set.loaded().artifact(), plan)));
        String here = FrameDigest.of(artifact);
        Map<String, String> digests = new LinkedHashMap<>();
        Path home = Path.of(System.getProperty("java.home"));
        for (String option : List.of("-Xint", "-XX:TieredStopAtLevel=1", "-XX:-TieredCompilation")) {
            run.step("the same bytes under " + option);
            digests.put(option, digest(home, option, artifact));
        }
        for (Path other : others(home)) {
            run.step("the same bytes under " + other.getFileName());
            digests.put(other.getFileName().toString(), digest(other, "-XX:+TieredCompilation", artifact));
        }
        long different = digests.values().stream().filter(d -> !d.equals(here)).count();
        List<String> ways = new ArrayList<>(digests.keySet());
        String note = "against Java " + Runtime.version().feature() + " here: " + String.join(", ", ways)
                + (ways.size() == 3 ? "; no other JDK beside " + home : "");
        return List.of(DIFFERENT.measured((double) different, note));
    }

    private static List<Path> others(Path home) throws IOException {
        if (home.getParent() == null) {
            return List.of();
        }
        try (Stream<Path> beside = Files.list(home.toRealPath().getParent())) {
            return beside.filter(p -> Files.isExecutable(p.resolve("bin/java")) && !Files.isSymbolicLink(p))
                    .filter(p -> !sameFile(p, home))
                    .sorted()
                    .toList();
        }
    }

    private static boolean sameFile(Path one, Path other) {
        try {
            return Files.isSameFile(one.resolve("bin/java"), other.resolve("bin/java"));
        } catch (IOException e) {
            return false;
        }
    }

    private static String digest(Path home, String option, Path artifact) throws IOException {
        Process process = new ProcessBuilder(
                        home.resolve("bin/java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FrameDigest.class.getName(),
                        artifact.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? told.strip() : "exit code " + process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
