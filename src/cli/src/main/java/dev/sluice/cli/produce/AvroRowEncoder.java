package dev.sluice.cli.produce;

import dev.sluice.avro.WireFormat;
import dev.sluice.cli.table.Cell;
import dev.sluice.cli.table.CsvRows;
import dev.sluice.pipeline.ConfigException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * A row as an Avro record in wire format: a column is a nullable double where all of its cells are numbers or missing, else
 * a nullable string.
 */
final class AvroRowEncoder implements RowEncoder {

    private static final int NULL = 0;
    private static final int VALUE = 1;

    private final boolean[] kept;
    private final boolean[] numeric;
    private final Schema schema;
    private byte[] header = WireFormat.header(0);

    private AvroRowEncoder(boolean[] kept, boolean[] numeric, Schema schema) {
        this.kept = kept;
        this.numeric = numeric;
        this.schema = schema;
    }

    /**
     * Reads the whole file for its types.
     *
     * @param separator between the cells; null to detect it
     * @param ignored columns to leave out
     * @throws ConfigException where two columns would have the same name in Avro
     */
    static AvroRowEncoder of(Path file, Character separator, Set<String> ignored) throws IOException {
        try (CsvRows rows = CsvRows.open(file, separator)) {
            List<String> columns = rows.columns();
            boolean[] kept = new boolean[columns.size()];
            for (int c = 0; c < kept.length; c++) {
                kept[c] = !ignored.contains(columns.get(c));
            }
            boolean[] numeric = new boolean[columns.size()];
            Arrays.fill(numeric, true);
            for (List<String> row = rows.next(); row != null; row = rows.next()) {
                for (int c = 0; c < numeric.length; c++) {
                    numeric[c] &= Cell.isMissing(row.get(c)) || Cell.isNumber(row.get(c));
                }
            }
            return new AvroRowEncoder(kept, numeric, schema(file, columns, kept, numeric));
        }
    }

    private static Schema schema(Path file, List<String> columns, boolean[] kept, boolean[] numeric) {
        List<Schema.Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int c = 0; c < kept.length; c++) {
            if (!kept[c]) {
                continue;
            }
            String name = columns.get(c).replaceAll("[^A-Za-z0-9_]", "_").replaceFirst("^(?=[0-9]|$)", "_");
            if (!names.add(name)) {
                throw new ConfigException(
                        file + ": two columns would be called " + name + " in Avro; leave one out with --ignore");
            }
            Schema type = numeric[c]
                    ? SchemaBuilder.unionOf().nullType().and().doubleType().endUnion()
                    : SchemaBuilder.unionOf().nullType().and().stringType().endUnion();
            fields.add(new Schema.Field(name, type, null, Schema.Field.NULL_DEFAULT_VALUE));
        }
        return Schema.createRecord("Row", "A row of a CSV file.", "dev.sluice.produced", false, fields);
    }

    /** To be registered. */
    Schema schema() {
        return schema;
    }

    /** The id that the registry gave the schema. */
    void schemaId(int id) {
        header = WireFormat.header(id);
    }

    @Override
    public byte[] encode(List<String> row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 * kept.length);
        bytes.writeBytes(header);
        BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            for (int c = 0; c < kept.length; c++) {
                if (kept[c]) {
                    write(row.get(c), numeric[c], out);
                }
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no I/O in memory
        }
        return bytes.toByteArray();
    }

    private static void write(String cell, boolean numeric, BinaryEncoder out) throws IOException {
        if (Cell.isMissing(cell)) {
            out.writeIndex(NULL);
            return;
        }
        out.writeIndex(VALUE);
        if (numeric) {
            out.writeDouble(Double.parseDouble(cell.strip()));
        } else {
            out.writeString(cell);
        }
    }
}
