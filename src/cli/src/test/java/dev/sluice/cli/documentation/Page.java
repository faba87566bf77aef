package dev.sluice.cli.documentation;

import dev.sluice.cli.deployment.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation in Markdown, taken apart as far as tests need it.
 *
 * @param file the page
 * @param prose its lines outside of fenced blocks
 * @param fenced the lines of its blocks of {@code sh}, and of those of {@code console} the ones behind a prompt
 */
record Page(Path file, List<Line> prose, List<Line> fenced) {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    /** @param number from 1 */
    record Line(int number, String text) {}

    /** README, CONTRIBUTING and what is below docs. */
    static List<Page> all() throws IOException {
        try (Stream<Path> docs = Files.list(Checkout.ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(Checkout.ROOT.resolve("README.md"), Checkout.ROOT.resolve("CONTRIBUTING.md")),
                            docs.filter(f -> f.toString().endsWith(".md")).sorted())
                    .map(Page::read)
                    .toList();
        }
    }

    static Page read(Path file) {
        try {
            return of(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page of(Path file, List<String> lines) {
        List<Line> prose = new ArrayList<>();
        List<Line> fenced = new ArrayList<>();
        String language = null;
        boolean isContinued = false;
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            if (text.strip().startsWith("```")) {
                language = language == null ? text.strip().substring(3) : null;
            } else if (language == null) {
                prose.add(new Line(i + 1, text));
            } else if (language.equals("sh")
                    || (language.equals("console") && (text.startsWith("$ ") || isContinued))) {
                fenced.add(new Line(i + 1, text));
            }
            isContinued = text.endsWith("\\");
        }
        return new Page(file, prose, fenced);
    }

    /** Targets of links, as they are written. */
    List<Line> links() {
        return matches(LINK);
    }

    /** What stands between backticks in the text; a span may go on in the next line. */
    List<Line> code() {
        return matches(CODE);
    }

    private List<Line> matches(Pattern pattern) {
        StringBuilder text = new StringBuilder();
        List<Integer> numbers = new ArrayList<>();
        for (Line line : prose) {
            text.append(line.text()).append('\n');
            line.text().chars().forEach(c -> numbers.add(line.number()));
            numbers.add(line.number());
        }
        return pattern.matcher(text)
                .results()
                .map(m -> new Line(numbers.get(m.start()), m.group(1).replaceAll("\\s+", " ")))
                .toList();
    }

    /** The anchors that GitHub gives headings: lower case, hyphens for spaces, nothing but letters, digits, - and _. */
    List<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        List<String> anchors = new ArrayList<>();
        for (Line line : prose) {
            if (line.text().matches("#{1,6} .*")) {
                String anchor = line.text()
                        .replaceFirst("#+ ", "")
                        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-');
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    /** As errors name it. */
    String at(Line line) {
        return Checkout.ROOT.relativize(file) + ":" + line.number();
    }
}
