package dev.sluice.cli.dashboard;

/**
 * Makes names that come from the data fit to be shown, and to be asked for by the page: at most {@value #LONGEST}
 * characters, none that is invisible, changes the direction of text, or is half a character. Names that had to be changed
 * carry a part of their hash, so that two of them stay two.
 */
final class ShownName {

    static final int LONGEST = 120;
    static final String NO_KEY = "(no key)";
    private static final int REPLACEMENT = 0xFFFD;

    private ShownName() {}

    /** @param untrusted null for a record without a key */
    static String of(String untrusted) {
        if (untrusted == null) {
            return NO_KEY;
        }
        String shown = text(untrusted, LONGEST);
        return shown.equals(untrusted) && !shown.isBlank()
                ? untrusted
                : shown + String.format("#%08x", untrusted.hashCode());
    }

    /** Any text, cut and made visible; no name, so nothing is added. */
    static String text(String untrusted, int longest) {
        if (isPlain(untrusted) && untrusted.length() <= longest) {
            return untrusted;
        }
        StringBuilder shown = new StringBuilder();
        int i = 0;
        while (i < untrusted.length() && shown.length() < longest) {
            int c = untrusted.codePointAt(i);
            shown.appendCodePoint(isVisible(c) ? c : REPLACEMENT);
            i += Character.charCount(c);
        }
        return i < untrusted.length() ? shown.append('…').toString() : shown.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
