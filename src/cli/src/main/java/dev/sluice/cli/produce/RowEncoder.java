package dev.sluice.cli.produce;

import java.util.List;

/** Writes a row of a table as the value of a record. */
interface RowEncoder {

    /** @param row as many cells as the table has columns */
    byte[] encode(List<String> row);
}
