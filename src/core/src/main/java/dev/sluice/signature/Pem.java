package dev.sluice.signature;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as text, as OpenSSL and others write and read them: Base64 of their DER encoding between two lines. */
final class Pem {

    private static final int LINE = 64;

    private Pem() {}

    static boolean isPem(String text) {
        return text.stripLeading().startsWith("-----BEGIN ");
    }

    /** @param label such as {@code PRIVATE KEY} */
    static String encode(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }

    /** @throws IllegalArgumentException where there is no such block; the message never quotes the text */
    static byte[] decode(String label, String text) {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----")
                .matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("no \"-----BEGIN " + label + "-----\" block in it");
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }
}
