package dev.sluice.pipeline;

/** Writes the reference of the pipeline file's keys as a Markdown table, from the declarations the parser goes by. */
public final class ConfigReference {
    private ConfigReference() {}

    /** One row per key: name, environment variable, type, default, meaning. */
    public static String markdown() {
        StringBuilder table = new StringBuilder();
        table.append("| key | expects | default | meaning |\n|---|---|---|---|\n");
        for (ConfigKey<?> key : PipelineKeys.ALL) {
            table.append("| `")
                    .append(key.path())
                    .append("` | ")
                    .append(cell(key.type().expected()))
                    .append(" | ")
                    .append(key.isRequired() ? "required" : "`" + cell(String.valueOf(key.renderDefault())) + "`")
                    .append(" | ")
                    .append(cell(key.meaning()))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
