package dev.sluice.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.broker.SharedBroker;
import dev.sluice.contract.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the page costs with 10,000 entities and 2,000 records a second, measured in the browser: {@code ./mvnw verify
 * -Pbrowser -Dbrowser.measure=30}, for so many seconds. Figures and pictures go to {@code target/page}.
 */
@ExtendWith(SharedBroker.class)
@EnabledIfSystemProperty(
        named = "browser.measure",
        matches = "[1-9][0-9]*",
        disabledReason = "runs with -Dbrowser.measure")
class PageMeasureIT {

    private static final int ENTITIES = 10_000;
    private static final int RATE = 2_000;
    private static final Duration PERIOD = Duration.ofMillis(20);

    /** Frames and the longest wait between two, while nobody does anything. */
    private static final String FRAMES = """
            new Promise(done => { let n = 0, longest = 0, begun = performance.now(), last = begun;
              const next = now => { n++; longest = Math.max(longest, now - last); last = now;
                if (now - begun < SECONDS000) requestAnimationFrame(next); else done([n / ((now - begun) / 1000), longest]); };
              requestAnimationFrame(next); })
            """;

    @TempDir
    Path profile;

    private final ObjectMapper json = new ObjectMapper();
    private final ArrayNode rows = json.createArrayNode();
    private volatile boolean stopped;
    private final AtomicLong sent = new AtomicLong();

    @Test
    void tenThousandEntitiesAtTwoThousandRecordsASecond(EmbeddedBroker broker) throws Exception {
        int seconds = Integer.getInteger("browser.measure");
        Path target = Path.of(System.getProperty("browser.target", "target")).resolve("page");
        try (OutputTopics topics = new OutputTopics("fleet", broker)) {
            Thread load = new Thread(() -> send(topics), "load");
            load.start();
            try (Dashboard dashboard = new Dashboard(topics.config, Duration.ofMinutes(15), "127.0.0.1", 0, Set.of());
                    Chromium page = new Chromium(profile, 1440, 1220)) {
                measure(page, dashboard, seconds);
                pictures(page, target);
                assertThat(page.errors()).isEmpty();
            } finally {
                stopped = true;
                load.join();
            }
        }
        report(target);
    }

    private void measure(Chromium page, Dashboard dashboard, int seconds) throws IOException {
        page.emulate(1440, 1220, "light");
        page.open(dashboard.url());
        page.await("Number(document.querySelector('#tiles .tile:nth-child(3) .value').innerText.replace(',', '')) === "
                + ENTITIES);
        Awaitility.await("the load").atMost(Duration.ofMinutes(5)).until(() -> sent.get() > RATE);
        page.open(dashboard.url() + "?again");
        page.await("performance.getEntriesByName('first-picture').length > 0");
        double first = page.evaluate("performance.getEntriesByName('first-picture')[0].startTime")
                .asDouble();
        double cpuBefore = page.metric("TaskDuration");
        double scriptBefore = page.metric("ScriptDuration");
        double wallBefore = page.metric("Timestamp");
        long sentBefore = sent.get();
        page.evaluate("new Promise(done => setTimeout(done, " + seconds * 1000 + "))");
        double wall = page.metric("Timestamp") - wallBefore;
        double work = (page.metric("TaskDuration") - cpuBefore) / wall;
        double script = (page.metric("ScriptDuration") - scriptBefore) / wall;
        double rate = (sent.get() - sentBefore) / wall;
        JsonNode frames = page.evaluate(FRAMES.replace("SECONDS", Integer.toString(seconds)));
        page.call("HeapProfiler.collectGarbage", java.util.Map.of());
        row(
                "time to first picture",
                first,
                "ms",
                "from navigation to all panels drawn, all entities there",
                1_000,
                "<=");
        row("frames", frames.get(0).asDouble(), "1/s", "over " + seconds + " s while records come", 30, ">=");
        row("longest wait for a frame", frames.get(1).asDouble(), "ms", "", Double.NaN, "<=");
        row(
                "work of the page",
                work * 100,
                "% of a core",
                String.format(Locale.ROOT, "%.1f in scripts", script * 100),
                50,
                "<=");
        row(
                "memory of the page",
                page.metric("JSHeapUsedSize") / 1e6,
                "MB",
                "JavaScript heap after a collection",
                100,
                "<=");
        row("nodes of the page", page.metric("Nodes"), "", "", Double.NaN, "<=");
        row("memory of the server's series", dashboard.bytes() / 1e6, "MB", "and latents; counted", 40, "<=");
        row("records sent", rate, "1/s", ENTITIES + " entities", Double.NaN, ">=");
    }

    private static void pictures(Chromium page, Path target) throws IOException {
        page.await("document.querySelectorAll('#incidents button').length > 3");
        page.click("#incidents button");
        page.await(
                "document.querySelector('#fields table') !== null && document.querySelector('#score-chart canvas') !== null");
        for (String scheme : new String[] {"light", "dark"}) {
            page.emulate(1440, 1220, scheme);
            page.await("document.documentElement.dataset.theme === '" + scheme + "'");
            page.evaluate("new Promise(done => setTimeout(done, 1500))");
            page.screenshot(target.resolve("page-" + scheme + ".png"));
        }
        page.emulate(390, 2600, "light");
        page.evaluate("new Promise(done => setTimeout(done, 1500))");
        page.screenshot(target.resolve("page-narrow.png"));
    }

    /** Entities with levels of their own, and now and then one that breaks for a while. */
    private void send(OutputTopics topics) {
        Random random = new Random(3);
        long begun = System.nanoTime();
        int broken = -1;
        int perPeriod = (int) (RATE * PERIOD.toMillis() / 1000);
        topics.activation(2, Decision.PROMOTED, "first model: 41,250 rows", System.currentTimeMillis() - 500_000);
        topics.activation(
                3,
                Decision.PROMOTED,
                "retrained on 43,180 rows; at least as good as version 2 on the latest 4,300",
                System.currentTimeMillis() - 30_000);
        // History first, so that charts have something to show.
        long from = System.currentTimeMillis() - 600_000;
        for (int i = 0; i < 4 * ENTITIES; i++) {
            entity(topics, random, i % ENTITIES, -1, from + i * 15L);
        }
        while (!stopped) {
            long now = System.currentTimeMillis();
            if (sent.get() % (RATE * 4L) == 0) {
                broken = random.nextInt(ENTITIES);
                double score = 1.2 + random.nextDouble() * 3;
                topics.alert(
                        "telemetry-0-" + sent.get(),
                        "OPENED",
                        name(broken),
                        score,
                        now,
                        OutputTopics.field("flow", 12.4 + random.nextDouble(), 18.02, 0.61) + ","
                                + OutputTopics.field("discharge.pressure", 5.21, 6.4, 0.27) + ","
                                + OutputTopics.field("motor.current", 41.7, 40.2, 0.05));
                topics.deadLetter("flow: expected a number, got string \"n/a\"", now);
            }
            for (int i = 0; i < perPeriod; i++) {
                entity(topics, random, i == 0 && broken >= 0 ? broken : random.nextInt(ENTITIES), broken, now);
                sent.incrementAndGet();
            }
            long due = begun + sent.get() / perPeriod * PERIOD.toNanos();
            LockSupport.parkNanos(Math.max(0, Math.min(TimeUnit.MILLISECONDS.toNanos(20), due - System.nanoTime())));
            if (System.nanoTime() - due > TimeUnit.SECONDS.toNanos(1)) {
                begun += System.nanoTime() - due; // the machine is too busy: no burst afterwards
            }
        }
        topics.flush();
    }

    private static String name(int entity) {
        return String.format(Locale.ROOT, "site-%02d/pump-%03d", entity / 250, entity % 250);
    }

    private static void entity(OutputTopics topics, Random random, int entity, int broken, long timestamp) {
        double level = 0.15 + 0.3 * Math.floorMod(entity / 250 * 37, 17) / 17.0;
        double normal = Math.max(0, Math.min(0.97, level + random.nextGaussian() * 0.12));
        topics.outcome(name(entity), entity == broken ? 1.1 + random.nextDouble() * 2.5 : normal, timestamp);
    }

    private void row(String what, double value, String unit, String note, double target, String direction) {
        ObjectNode row = rows.addObject();
        row.put("what", what).put("value", value).put("unit", unit);
        if (Double.isNaN(target)) {
            row.putNull("target").put("direction", direction).putNull("met");
        } else {
            row.put("target", target).put("direction", direction);
            row.put("met", direction.equals("<=") ? value <= target : value >= target);
        }
        row.put("note", note);
        System.out.printf(Locale.ROOT, "%-30s %10.1f %-12s %s%n", what, value, unit, note);
    }

    private void report(Path target) throws IOException {
        ObjectNode report = json.createObjectNode().put("bench", "page");
        report.putObject("environment")
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("entities", ENTITIES)
                .put("rate", RATE);
        report.set("rows", rows);
        Files.createDirectories(target);
        json.writerWithDefaultPrettyPrinter()
                .writeValue(target.resolve("page.json").toFile(), report);
    }
}
