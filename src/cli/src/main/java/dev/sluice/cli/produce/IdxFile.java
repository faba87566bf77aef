package dev.sluice.cli.produce;

import dev.sluice.cli.table.TextFile;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file of unsigned bytes in the idx format of the MNIST database: two zero bytes, the type of the values (0x08 for
 * unsigned bytes), the number n of dimensions, n sizes as big-endian 32-bit integers, then the values, the last
 * dimension fastest. May be compressed with gzip.
 */
final class IdxFile implements Closeable {

    private static final int UNSIGNED_BYTE = 0x08;
    private static final int LARGEST_ITEM = 1 << 24;

    private final Path file;
    private final DataInputStream in;
    private final int items;
    private final int itemSize;

    private IdxFile(Path file, DataInputStream in, int items, int itemSize) {
        this.file = file;
        this.in = in;
        this.items = items;
        this.itemSize = itemSize;
    }

    /**
     * Opens a file and reads its header.
     *
     * @param dimensions how many it must have, the items included: 1 for labels, 3 for pictures
     * @throws FileSystemException where it is no such file
     */
    static IdxFile open(Path file, int dimensions) throws IOException {
        DataInputStream in = new DataInputStream(TextFile.open(file));
        try {
            int magic = in.readInt();
            if (magic != (UNSIGNED_BYTE << 8 | dimensions)) {
                throw broken(
                        file,
                        String.format(
                                "expected an idx file of unsigned bytes in %d dimensions, which begins with %08x, got %08x",
                                dimensions, UNSIGNED_BYTE << 8 | dimensions, magic));
            }
            int[] sizes = new int[dimensions];
            long itemSize = 1;
            for (int d = 0; d < dimensions; d++) {
                sizes[d] = in.readInt();
                itemSize = d == 0 ? 1 : Math.min(itemSize * Math.max(0, sizes[d]), LARGEST_ITEM + 1L);
            }
            if (sizes[0] < 0 || itemSize < 1 || itemSize > LARGEST_ITEM) {
                throw broken(
                        file,
                        "sizes " + Arrays.toString(sizes) + " are no items of 1 to " + LARGEST_ITEM + " values each");
            }
            return new IdxFile(file, in, sizes[0], (int) itemSize);
        } catch (EOFException e) {
            in.close();
            throw broken(file, "ends within the header of an idx file");
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static FileSystemException broken(Path file, String reason) {
        return new FileSystemException(file.toString(), null, reason);
    }

    /** How many items the header promises. */
    int items() {
        return items;
    }

    /**
     * Reads the next item.
     *
     * @param index which it is, from 0, for the error
     * @return {@code byte[values of an item]}, unsigned
     */
    byte[] read(int index) throws IOException {
        byte[] item = new byte[itemSize];
        try {
            in.readFully(item);
        } catch (EOFException e) {
            throw broken(file, "ends within item " + index + " of the " + items + " that its header promises");
        }
        return item;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
