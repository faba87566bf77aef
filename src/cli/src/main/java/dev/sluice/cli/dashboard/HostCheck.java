package dev.sluice.cli.dashboard;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells by the Host header whether a browser was led here under a name that is not this server's: a page elsewhere could
 * have its name resolved to this address, and read what is here. An address cannot be borrowed that way, so it always
 * passes.
 */
final class HostCheck {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+\\]");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private final Set<String> names = new HashSet<>(Set.of("localhost"));

    /** @param others names that this server also has */
    HostCheck(Set<String> others) {
        others.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }

    /** @param host as the header has it, with a port or without; null where there is none */
    boolean passes(String host) {
        if (host == null) {
            return false;
        }
        String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
        return IPV4.matcher(name).matches() || IPV6.matcher(name).matches() || names.contains(name);
    }
}
