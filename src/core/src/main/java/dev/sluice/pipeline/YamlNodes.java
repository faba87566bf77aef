package dev.sluice.pipeline;

import dev.sluice.record.Untrusted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads YAML into {@link ConfigNode}s that know their line. Scalars stay texts: each key's type says how to read them. */
final class YamlNodes {

    /** Deeper than any pipeline file; an alias inside of its own anchor is deeper than anything. */
    private static final int DEEPEST = 10;

    /** More than any pipeline file; aliases of aliases make of one line more than memory holds. */
    private static final int MOST = 100_000;

    private final String source;
    private int nodes;

    private YamlNodes(String source) {
        this.source = source;
    }

    /** @throws ConfigException where the text is not YAML, or has a key twice */
    static ConfigNode read(String yaml, String source) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(source).build();
            Node root = new Compose(settings).composeString(yaml).orElse(null);
            return root == null ? new ConfigNode("", source, Map.of()) : new YamlNodes(source).node("", root, 0);
        } catch (MarkedYamlEngineException e) {
            throw syntax(yaml, source, e);
        } catch (StackOverflowError e) {
            throw new ConfigException(source + ": nested too deep", e);
        } catch (YamlEngineException e) {
            throw new ConfigException(source + ": not YAML: " + Untrusted.brief(e.getMessage()), e);
        }
    }

    private static ConfigException syntax(String yaml, String source, MarkedYamlEngineException e) {
        int line = e.getProblemMark().map(Mark::getLine).orElse(0);
        String written = yaml.lines().skip(line).findFirst().orElse("");
        // The exception's own message quotes the file; and even the problem can name a piece of a secret.
        String problem = KafkaSettings.looksSecret(written) ? "" : ": " + Untrusted.brief(e.getProblem());
        return new ConfigException(source + ", line " + (line + 1) + ": not YAML" + problem);
    }

    private ConfigNode node(String path, Node node, int depth) {
        String where = source
                + node.getStartMark().map(m -> ", line " + (m.getLine() + 1)).orElse("");
        if (depth > DEEPEST) {
            throw new ConfigNode(path, where, "").error("nested too deep");
        }
        if (++nodes > MOST) {
            throw new ConfigNode(path, where, "").error("more than " + MOST + " entries, those of aliases included");
        }
        if (node instanceof MappingNode map) {
            return new ConfigNode(path, where, entries(path, map, depth));
        }
        if (node instanceof SequenceNode sequence) {
            List<ConfigNode> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(node(path + "[" + items.size() + "]", item, depth + 1));
            }
            return new ConfigNode(path, where, items);
        }
        return new ConfigNode(path, where, ((ScalarNode) node).getValue());
    }

    private Map<String, ConfigNode> entries(String path, MappingNode map, int depth) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : map.getValue()) {
            ConfigNode key = node(path, tuple.getKeyNode(), depth + 1);
            String name = key.text("a name before the colon");
            ConfigNode value = node(path.isEmpty() ? name : path + "." + name, tuple.getValueNode(), depth + 1);
            if (entries.put(name, value) != null) {
                throw new ConfigNode(value.path(), key.where(), "").error("is there twice");
            }
        }
        return entries;
    }
}
