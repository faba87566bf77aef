package dev.sluice.cli.deployment;

import dev.sluice.contract.Decision;
import dev.sluice.contract.Drift;
import dev.sluice.contract.SignalDrift;
import dev.sluice.pipeline.AlertBudget;
import dev.sluice.stream.metrics.Meter;
import dev.sluice.stream.metrics.ScoringMeters;
import dev.sluice.trainer.metrics.TrainerMeter;
import dev.sluice.trainer.metrics.TrainerMeters;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The scorer's and the trainer's own meters, and under which names Prometheus sees them. */
final class OwnMetrics {

    private final String scrape;

    /**
     * A row of the reference.
     *
     * @param unit null for a plain number
     * @param tag null where nothing divides it
     */
    record Row(String metric, String unit, String tag, String meaning) {}

    OwnMetrics() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ScoringMeters scorer = new ScoringMeters(registry, AlertBudget.DEFAULT);
        scorer.rejected("digest");
        TrainerMeters trainer = new TrainerMeters(registry);
        trainer.decided(Decision.PROMOTED, 0);
        trainer.drifted(new Drift(
                "pumps",
                1,
                0L,
                0L,
                0L,
                100L,
                0L,
                List.of(),
                List.of(new SignalDrift("flow", 0.5, 0.25, 0.3, 0.2, 0.01, 0.0, 0.1, true))));
        scrape = registry.scrape();
    }

    static List<Row> scorer() {
        return Stream.of(Meter.values())
                .map(m -> new Row(m.metric(), m.unit(), m.tag(), m.meaning()))
                .toList();
    }

    static List<Row> trainer() {
        return Stream.of(TrainerMeter.values())
                .map(m -> new Row(m.metric(), m.unit(), m.tag(), m.meaning()))
                .toList();
    }

    /** What {@code # HELP} names the meter: told by its meaning. */
    String family(Row row) {
        return scrape.lines()
                .filter(line -> line.startsWith("# HELP ") && line.endsWith(" " + row.meaning()))
                .map(line -> line.split(" ")[2])
                .filter(name -> !name.endsWith("_max"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(row.metric() + " is not on /metrics"));
    }

    /** {@code counter}, {@code gauge} or {@code summary}. */
    String type(Row row) {
        String prefix = "# TYPE " + family(row) + " ";
        return scrape.lines()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .orElseThrow()
                .substring(prefix.length());
    }

    /** Every name that a query may use. */
    Set<String> samples() {
        Set<String> names = new TreeSet<>();
        scrape.lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> names.add(line.replaceFirst("[{ ].*", "")));
        return names;
    }
}
