package dev.sluice.cli.alerts;

/** A name with {@code *} for any characters and {@code ?} for one; all else stands for itself. */
final class Glob {

    private final String glob;

    private Glob(String glob) {
        this.glob = glob;
    }

    static Glob of(String glob) {
        return new Glob(glob);
    }

    /** In time that grows with the product of both lengths, whatever the glob. */
    boolean matches(String name) {
        boolean[] reached = new boolean[name.length() + 1]; // whether the glob so far matches the first n characters
        reached[0] = true;
        for (int g = 0; g < glob.length(); g++) {
            char c = glob.charAt(g);
            if (c == '*') {
                for (int n = 1; n <= name.length(); n++) {
                    reached[n] |= reached[n - 1];
                }
            } else {
                for (int n = name.length(); n > 0; n--) {
                    reached[n] = reached[n - 1] && (c == '?' || c == name.charAt(n - 1));
                }
                reached[0] = false;
            }
        }
        return reached[name.length()];
    }
}
