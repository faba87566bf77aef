package dev.sluice.serde;

import dev.sluice.pipeline.ConfigException;
import dev.sluice.pipeline.SerdeConfig;
import dev.sluice.record.Untrusted;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes an instance of a class that the pipeline file names, with its jars from a folder. What Sluice brings itself, Kafka's
 * clients and Avro, comes from Sluice: only so are the records that a deserializer returns of a type that Sluice knows.
 */
final class SerdeLoader {

    private SerdeLoader() {}

    /**
     * @param key of the pipeline file, for errors: {@code input.serde}
     * @param kind what the class has to be
     * @throws ConfigException where there is no such folder or class, or the class is of another kind
     */
    static <T> T load(String key, SerdeConfig config, Class<T> kind) {
        ClassLoader own = SerdeLoader.class.getClassLoader();
        ClassLoader loader = config.path().isEmpty() ? own : new URLClassLoader(jars(key, config.path()), own);
        try {
            Class<?> type = Class.forName(config.type(), true, loader);
            if (!kind.isAssignableFrom(type)) {
                throw new ConfigException(key + ": class " + config.type() + " is no " + kind.getName());
            }
            return kind.cast(type.getConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            throw new ConfigException(
                    key + ": there is no class " + config.type()
                            + (config.path().isEmpty()
                                    ? "; name the folder with its jars with " + key + "-path"
                                    : " in the jars of " + config.path()),
                    e);
        } catch (ReflectiveOperationException e) {
            throw new ConfigException(
                    key + ": cannot make an instance of " + config.type() + ": "
                            + Untrusted.brief(String.valueOf(e.getCause() == null ? e : e.getCause())),
                    e);
        } catch (LinkageError e) {
            throw new ConfigException(
                    key + ": class " + config.type() + " lacks something that it needs: "
                            + Untrusted.brief(e.toString()) + "; add its jar to " + config.path(),
                    e);
        }
    }

    private static URL[] jars(String key, String path) {
        Path folder = Path.of(path);
        if (!Files.isDirectory(folder)) {
            throw new ConfigException(key + "-path: there is no folder " + folder.toAbsolutePath());
        }
        List<URL> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path file : files) {
                jars.add(file.toUri().toURL());
            }
        } catch (IOException e) {
            throw new ConfigException(key + "-path: cannot read folder " + folder + ": " + e.getMessage(), e);
        }
        if (jars.isEmpty()) {
            throw new ConfigException(key + "-path: there is no jar in folder " + folder.toAbsolutePath());
        }
        return jars.toArray(URL[]::new);
    }

    /** Without the message of the cause, which may repeat a secret among the properties. */
    static ConfigException unconfigured(String key, SerdeConfig config, RuntimeException e) {
        return new ConfigException(key + ": " + config.type() + " does not take " + key + "-properties: "
                + e.getClass().getSimpleName()
                + (repeatsSetting(config, e) ? "" : ": " + Untrusted.brief(e.getMessage())));
    }

    private static boolean repeatsSetting(SerdeConfig config, RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        return config.properties().values().stream().anyMatch(value -> !value.isBlank() && message.contains(value));
    }
}
