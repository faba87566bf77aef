package dev.sluice.cli.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens text files, compressed with gzip or not: told by the first bytes, not by the name. */
public final class TextFile {

    private static final int HEAD = 1 << 16;

    private TextFile() {}

    /** The file's bytes, uncompressed, from its beginning. */
    public static BufferedInputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            BufferedInputStream in = new BufferedInputStream(raw, HEAD);
            byte[] magic = peek(in, 2);
            boolean gzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
            return gzip ? new BufferedInputStream(new GZIPInputStream(in, HEAD), HEAD) : in;
        } catch (ZipException e) {
            raw.close();
            throw new CsvFormatException(
                    file, "begins like a gzip file, but cannot be decompressed: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            raw.close();
            throw e;
        }
    }

    /** The text that the stream begins with, at most 64 KiB of it; the stream stays at its beginning. */
    static String head(InputStream in) throws IOException {
        return new String(peek(in, HEAD), StandardCharsets.UTF_8);
    }

    private static byte[] peek(InputStream in, int bytes) throws IOException {
        in.mark(bytes);
        byte[] head = in.readNBytes(bytes);
        in.reset();
        return head;
    }
}
