package dev.sluice.cli.broker;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Where an embedded broker keeps its data.
 *
 * @param path the folder
 * @param temporary whether it goes when the broker is closed
 */
record DataFolder(Path path, boolean temporary) {

    /** The given folder, created where absent, or a new temporary one for null. */
    static DataFolder of(Path given) {
        try {
            return given == null
                    ? new DataFolder(Files.createTempDirectory("sluice-broker"), true)
                    : new DataFolder(
                            Files.createDirectories(given.toAbsolutePath().normalize()), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws KafkaException where another broker has it open */
    void requireFree() {
        try (FileChannel channel =
                        FileChannel.open(path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw inUse();
            }
        } catch (OverlappingFileLockException e) {
            throw inUse();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KafkaException inUse() {
        return new KafkaException("data folder " + path
                + " is in use by another broker: stop that one, or choose another folder with --data");
    }

    /** Makes the folder a broker's, unless it is one already. */
    void format() {
        if (Files.exists(path.resolve("meta.properties"))) {
            return;
        }
        try (PrintStream quiet = new PrintStream(PrintStream.nullOutputStream())) {
            new Formatter()
                    .setPrintStream(quiet)
                    .setNodeId(BrokerProperties.NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(BrokerProperties.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(path.toString())
                    .setDirectories(List.of(path.toString()))
                    .run();
        } catch (Exception e) {
            throw new KafkaException("cannot format " + path + " as a broker's data folder: " + e.getMessage(), e);
        }
    }

    /** Deletes it, where it is temporary. */
    void discard() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
