package dev.sluice.cli.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A YAML value: a map, a list or a scalar. */
record YamlNode(Object value) {

    static YamlNode read(Path file) throws IOException {
        List<YamlNode> documents = readAll(file);
        assertThat(documents).as("documents in %s", file).hasSize(1);
        return documents.get(0);
    }

    /** Every document of a file that is not empty. */
    static List<YamlNode> readAll(Path file) throws IOException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setSchema(new CoreSchema())
                .build();
        List<YamlNode> documents = new ArrayList<>();
        for (Object document : new Load(settings).loadAllFromString(Files.readString(file))) {
            if (document != null) {
                documents.add(new YamlNode(document));
            }
        }
        return documents;
    }

    YamlNode at(String... keys) {
        YamlNode node = this;
        for (String key : keys) {
            assertThat(node.entries()).containsKey(key);
            node = node.entries().get(key);
        }
        return node;
    }

    boolean has(String key) {
        return entries().containsKey(key);
    }

    String text(String key) {
        return at(key).text();
    }

    String text() {
        return String.valueOf(value);
    }

    List<String> texts(String key) {
        return items(key).stream().map(YamlNode::text).toList();
    }

    /** A list's elements, or a map's keys; none where the key is absent. */
    List<YamlNode> items(String key) {
        if (!has(key)) {
            return List.of();
        }
        Object items = at(key).value;
        return (items instanceof Map<?, ?> map ? map.keySet() : (List<?>) items)
                .stream().map(YamlNode::new).toList();
    }

    Map<String, YamlNode> entries() {
        Map<String, YamlNode> entries = new TreeMap<>();
        ((Map<?, ?>) value).forEach((key, child) -> entries.put(String.valueOf(key), new YamlNode(child)));
        return entries;
    }
}
