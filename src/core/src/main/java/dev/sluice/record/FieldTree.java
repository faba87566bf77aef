package dev.sluice.record;

import dev.sluice.feature.FeatureSpec;
import dev.sluice.feature.FeatureType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The wanted fields by the keys that lead to them, one node per object that has to be entered. Of a dotted path every
 * reading is kept: {@code a.b.c} is found as {@code {"a": {"b": {"c": 1}}}}, {@code {"a.b.c": 1}},
 * {@code {"a": {"b.c": 1}}} and {@code {"a.b": {"c": 1}}}.
 */
public final class FieldTree {

    private static final int NONE = -1;

    private final Map<String, FieldTree> children = new HashMap<>();
    private final String path;
    private int feature = NONE;
    private boolean entity;
    private boolean timestamp;

    private FieldTree(String path) {
        this.path = path;
    }

    /** The root: of a record as a whole. */
    public static FieldTree of(RecordLayout layout) {
        FieldTree root = new FieldTree("");
        Map<String, FieldTree> byPath = new HashMap<>();
        byPath.put("", root);
        List<FeatureSpec> features = layout.features();
        for (int j = 0; j < features.size(); j++) {
            if (features.get(j).type() == FeatureType.TIME) {
                continue; // comes from no field of its own
            }
            grow(features.get(j).field(), byPath).feature = j;
        }
        if (layout.entityField() != null) {
            grow(layout.entityField(), byPath).entity = true;
        }
        if (layout.timestampField() != null) {
            grow(layout.timestampField(), byPath).timestamp = true;
        }
        return root;
    }

    /** Links every prefix of the path that ends before a dot to every longer one. */
    private static FieldTree grow(String path, Map<String, FieldTree> byPath) {
        for (int end = nextEnd(path, 0); ; end = nextEnd(path, end + 1)) {
            FieldTree node = byPath.computeIfAbsent(path.substring(0, end), FieldTree::new);
            byPath.get("").children.put(path.substring(0, end), node);
            for (int start = nextEnd(path, 0); start < end; start = nextEnd(path, start + 1)) {
                byPath.get(path.substring(0, start)).children.put(path.substring(start + 1, end), node);
            }
            if (end == path.length()) {
                return node;
            }
        }
    }

    private static int nextEnd(String path, int from) {
        int dot = path.indexOf('.', from);
        return dot < 0 ? path.length() : dot;
    }

    /** The node that a key leads to, or null where nothing below it is wanted. */
    public FieldTree child(String key) {
        return children.get(key);
    }

    /** All keys that lead to a node. */
    public Set<String> keys() {
        return Set.copyOf(children.keySet());
    }

    /** Whether this field's own value is wanted, rather than only something inside it. */
    public boolean isWanted() {
        return feature != NONE || entity || timestamp;
    }

    /** The field's name in the layout. */
    public String path() {
        return path;
    }

    public boolean isFeature() {
        return feature != NONE;
    }

    /** Index of the feature. */
    public int feature() {
        return feature;
    }

    public boolean isEntity() {
        return entity;
    }

    public boolean isTimestamp() {
        return timestamp;
    }
}
