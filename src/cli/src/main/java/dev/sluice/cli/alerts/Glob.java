package dev.sluice.cli.alerts;

import java.util.regex.Pattern;

/** A name with {@code *} for any characters and {@code ?} for one; all else stands for itself. */
final class Glob {

    private final Pattern pattern;

    private Glob(Pattern pattern) {
        this.pattern = pattern;
    }

    static Glob of(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints().forEach(c -> {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return new Glob(Pattern.compile(regex.toString(), Pattern.DOTALL));
    }

    /** @param name null matches nothing but {@code *} */
    boolean matches(String name) {
        return pattern.matcher(name == null ? "" : name).matches();
    }
}
