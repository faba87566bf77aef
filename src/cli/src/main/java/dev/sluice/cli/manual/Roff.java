package dev.sluice.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes a manual page with the man macros that groff and mandoc have in common. Text is escaped: a backslash, a hyphen
 * that a reader may want to copy, and what would be a request at the start of a line.
 */
final class Roff {

    private final StringBuilder page = new StringBuilder();

    /**
     * @param title as it is called up, such as {@code sluice-models}
     * @param section 1 for commands, 5 for files
     * @param source what it belongs to, with its version
     */
    Roff(String title, int section, String source) {
        page.append(".TH ")
                .append(quoted(title.toUpperCase(Locale.ROOT)))
                .append(' ')
                .append(section)
                .append(" \"\" ")
                .append(quoted(source))
                .append(" \"Sluice\"\n")
                // Command lines are to be copied: no hyphenation, no justification.
                .append(".nh\n.ad l\n");
    }

    Roff heading(String text) {
        page.append(".SH ").append(quoted(text)).append('\n');
        return this;
    }

    /** Text to be filled. */
    Roff text(String text) {
        for (String line : text.strip().split("\\R")) {
            page.append(line(line.strip())).append('\n');
        }
        return this;
    }

    /** A line in bold. */
    Roff bold(String text) {
        page.append(".B ").append(quoted(text)).append('\n');
        return this;
    }

    /** A term in bold, with what it means indented below. */
    Roff term(String term, String meaning) {
        page.append(".TP\n").append(".B ").append(quoted(term)).append('\n');
        return text(meaning);
    }

    /** Lines as they are, such as examples. */
    Roff literal(Iterable<String> lines) {
        page.append(".PP\n.nf\n");
        lines.forEach(l -> page.append(line(l)).append('\n'));
        page.append(".fi\n");
        return this;
    }

    /** Lines: those that are indented as they are, the others filled, empty ones between paragraphs. */
    Roff lines(Iterable<String> lines) {
        List<String> literal = new ArrayList<>();
        boolean begun = false;
        boolean gap = false;
        for (String line : lines) {
            if (line.startsWith("  ")) {
                literal.add(line);
                continue;
            }
            if (!literal.isEmpty()) {
                literal(literal);
                literal.clear();
                begun = true;
                gap = true;
            }
            if (line.isBlank()) {
                gap = true;
                continue;
            }
            if (begun && gap) {
                page.append(".PP\n");
            }
            text(line);
            begun = true;
            gap = false;
        }
        return literal.isEmpty() ? this : literal(literal);
    }

    private static String line(String text) {
        String escaped = escaped(text);
        // A dot would begin a request; an apostrophe would too, but is escaped.
        return escaped.startsWith(".") ? "\\&" + escaped : escaped;
    }

    private static String quoted(String text) {
        return '"' + escaped(text).replace("\"", "\"\"") + '"';
    }

    /** Plain ASCII apart from what groff and mandoc both read as UTF-8 escapes. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                default -> {
                    if (c < 128) {
                        escaped.appendCodePoint(c);
                    } else {
                        escaped.append(String.format(Locale.ROOT, "\\[u%04X]", c));
                    }
                }
            }
        });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
