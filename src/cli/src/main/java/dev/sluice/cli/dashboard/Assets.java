package dev.sluice.cli.dashboard;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The files of the page, by the path they are asked for; there are no others. */
final class Assets {

    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    private final Map<String, Asset> byPath = new HashMap<>();

    /**
     * A file.
     *
     * @param type as Content-Type says
     */
    @SuppressWarnings("ArrayRecordComponent") // Sent, never compared.
    record Asset(String type, byte[] bytes) {}

    /** Reads all of them. */
    Assets() {
        add("/", "index.html", "text/html; charset=utf-8");
        add("/page.css", "page.css", STYLE);
        add("/favicon.svg", "favicon.svg", "image/svg+xml");
        for (String module : new String[] {
            "main", "state", "text", "theme", "chart", "fleet", "incidents", "models", "scatter", "summary"
        }) {
            add("/" + module + ".js", module + ".js", SCRIPT);
        }
        add("/uplot.js", UPLOT + "dist/uPlot.iife.min.js", SCRIPT);
        add("/uplot.css", UPLOT + "dist/uPlot.min.css", STYLE);
    }

    private void add(String path, String resource, String type) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the page's file " + resource + " is not in the jar");
            }
            byPath.put(path, new Asset(type, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null where there is none. */
    Asset find(String path) {
        return byPath.get(path);
    }
}
