package dev.sluice.cli.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command line of {@code sluice} as it stands in a text.
 *
 * @param text as it stands there
 * @param arguments what comes after {@code sluice}, up to a comment, a pipe or a redirection
 */
record DocumentedCommand(String text, List<String> arguments) {

    /** A prompt, variables, a substitution around it or a link of the system before it. */
    private static final Pattern CALL =
            Pattern.compile("^(?:\\$ )?(?:[A-Z_]+=\\S* )*(?:source <\\()?(?:\\./)?sluice(?: (?<rest>.*))?$");

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)");

    /** Empty where the line is none. */
    static Optional<DocumentedCommand> in(String line) {
        Matcher call = CALL.matcher(line.strip());
        if (!call.matches()) {
            return Optional.empty();
        }
        List<String> arguments = new ArrayList<>();
        Matcher words = WORD.matcher(call.group("rest") == null ? "" : call.group("rest"));
        while (words.find()) {
            String bare = words.group(3);
            if (bare != null && bare.matches("#.*|\\||>|>>|2>.*|&|&&|;|<.*")) {
                break;
            }
            String word = bare != null ? bare : words.group(1) != null ? words.group(1) : words.group(2);
            // The end of <(sluice completion).
            arguments.add(line.contains("<(") ? word.replaceFirst("\\)$", "") : word);
        }
        return Optional.of(new DocumentedCommand(line.strip(), arguments));
    }
}
