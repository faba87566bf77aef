package dev.sluice.cli.keys;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.signature.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The two files of a key pair.
 *
 * @param privateKey readable by its owner alone, where the file system knows owners
 * @param publicKey readable by all who may read the folder
 */
record KeyFiles(Path privateKey, Path publicKey) {

    static KeyFiles in(Path folder) {
        return new KeyFiles(folder.resolve("signing-key.pem"), folder.resolve("signing-key.pub.pem"));
    }

    /** @throws ConfigException where one of the files is there already: a key that is lost is lost for good */
    void write(SigningKey key) throws IOException {
        Files.createDirectories(privateKey.toAbsolutePath().getParent());
        if (Files.exists(publicKey)) {
            throw exists(publicKey);
        }
        create(privateKey, key.privatePem(), "rw-------");
        create(publicKey, key.publicPem(), "rw-r--r--");
    }

    private static void create(Path file, byte[] content, String mode) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
        try (WritableByteChannel out = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            out.write(ByteBuffer.wrap(content));
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        }
    }

    private static ConfigException exists(Path file) {
        return new ConfigException(file + ": is there already, and a key is never overwritten: choose another folder"
                + " with --out, or move that file away");
    }
}
