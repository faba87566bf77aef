package dev.sluice.cli.table;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A CSV file that cannot be read as a table: names the file, the line, and what is wrong there. */
public final class CsvFormatException extends FileSystemException {

    CsvFormatException(Path file, long line, String reason) {
        super(file.toString(), null, "line " + line + ": " + reason);
    }

    CsvFormatException(Path file, String reason) {
        super(file.toString(), null, reason);
    }
}
