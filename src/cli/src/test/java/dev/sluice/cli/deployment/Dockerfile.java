package dev.sluice.cli.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One of the project's Dockerfiles.
 *
 * @param image such as {@code scorer}
 * @param module whose jar it runs
 * @param instructions one a line, without comments
 */
record Dockerfile(String image, String module, List<String> instructions) {

    static Stream<Dockerfile> all() throws IOException {
        return Stream.of(of("scorer", "stream"), of("trainer", "trainer"), of("cli", "cli"));
    }

    static Dockerfile of(String image, String module) throws IOException {
        Path file = Checkout.DOCKER.resolve(image + ".Dockerfile");
        String text = Files.readString(file).replaceAll("(?m)^\\s*#.*\\n", "").replaceAll("\\\\\\n\\s*", "");
        return new Dockerfile(
                image, module, text.lines().filter(line -> !line.isBlank()).toList());
    }

    /** Instructions that begin with a word, split at blanks. */
    List<List<String>> each(String word) {
        return instructions.stream()
                .map(line -> List.of(line.split("\\s+")))
                .filter(words -> words.get(0).equals(word))
                .toList();
    }

    /** The instructions of the image that is kept. */
    List<String> lastStage() {
        int from = 0;
        for (int i = 0; i < instructions.size(); i++) {
            from = instructions.get(i).startsWith("FROM ") ? i : from;
        }
        return instructions.subList(from, instructions.size());
    }

    @Override
    public String toString() {
        return image;
    }
}
