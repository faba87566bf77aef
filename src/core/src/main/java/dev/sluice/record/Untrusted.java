package dev.sluice.record;

/** Untrusted text made fit for an error message. */
public final class Untrusted {

    private static final int LIMIT = 120;

    private Untrusted() {}

    /**
     * One line of at most 120 characters and an ellipsis; whatever could garble or disguise a message (control characters,
     * text direction, halves of characters) replaced; {@code null} for null.
     */
    public static String brief(String untrusted) {
        if (untrusted == null) {
            return "null";
        }
        StringBuilder brief = new StringBuilder();
        int i = 0;
        while (i < untrusted.length() && brief.length() < LIMIT) {
            int c = untrusted.codePointAt(i);
            if (c == '\n' || c == '\r') {
                return brief.toString();
            }
            brief.appendCodePoint(isPrintable(c) ? c : '?');
            i += Character.charCount(c);
        }
        return i < untrusted.length() ? brief.append('…').toString() : brief.toString();
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
