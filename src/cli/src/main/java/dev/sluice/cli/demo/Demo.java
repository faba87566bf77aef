package dev.sluice.cli.demo;

import dev.sluice.cli.backtest.Ranking;
import dev.sluice.cli.broker.EmbeddedBroker;
import dev.sluice.cli.cluster.Cluster;
import dev.sluice.cli.dashboard.Dashboard;
import dev.sluice.cli.demo.Reconciliation.Coordinates;
import dev.sluice.cli.produce.Pacer;
import dev.sluice.cli.unpack.PackedCheck;
import dev.sluice.codec.Bound;
import dev.sluice.contract.Score;
import dev.sluice.pipeline.CompressionConfig;
import dev.sluice.pipeline.HttpConfig;
import dev.sluice.pipeline.InputConfig;
import dev.sluice.pipeline.PipelineConfig;
import dev.sluice.pipeline.TrainingConfig;
import dev.sluice.record.BadRecordException;
import dev.sluice.stream.ScoringService;
import dev.sluice.trainer.TrainerService;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The whole loop on one machine: a broker, a month of real telemetry, the trainer and the scorer, a retrain while
 * records flow, and at the end every record accounted for.
 */
final class Demo implements AutoCloseable {

    static final String TOPIC = "telemetry";
    private static final int PARTITION = 0;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** After how much of the live traffic the rest waits until a retrained model is in use. */
    private static final double HOLD_BACK = 0.9;

    /** Records are also packed: within a hundredth of each metric's range. */
    private static final CompressionConfig PACKED = CompressionConfig.within(Bound.relative(0.01));

    /** The page shows as many minutes of event time as it has room for: the demo's minutes are short. */
    private static final Duration PAGE_HISTORY = Duration.ofMinutes(15);

    private final Path folder;
    private final double rate;
    private final OptionalInt pagePort;
    private final PrintWriter out;
    private final long started = System.nanoTime();

    private Sample sample;
    private EmbeddedBroker broker;
    private PipelineConfig config;
    private Dashboard dashboard;
    private ScoringService scorer;
    private TrainerService trainer;
    private TelemetrySource source;
    private LiveView view;
    private LiveView.Offsets offsets;
    private Thread viewThread;
    private long[] offsetOfRow; // [live rows]
    private double secondsToFirstModel;
    private double recordsPerSecond;

    /**
     * @param folder an empty work folder
     * @param rate live records a second
     * @param pagePort where to serve the dashboard, 0 for any free port; empty for nowhere
     */
    Demo(Path folder, double rate, OptionalInt pagePort, PrintWriter out) {
        this.folder = folder;
        this.rate = rate;
        this.pagePort = pagePort;
        this.out = out;
    }

    PipelineConfig config() {
        return config;
    }

    /** Where the dashboard is; empty where it is nowhere. */
    Optional<String> pageUrl() {
        return Optional.ofNullable(dashboard).map(Dashboard::url);
    }

    String metricsUrl() {
        return "http://" + config.http().host() + ":" + scorer.httpPort() + "/metrics";
    }

    /** Runs the story from the broker's start to the last live record's score. */
    void run() throws IOException, InterruptedException {
        sample = Sample.load(folder);
        offsetOfRow = new long[sample.liveRows()];
        startBroker();
        startDashboard();
        sendHistory();
        startSluice();
        sendLive();
    }

    private void startBroker() throws InterruptedException {
        broker = EmbeddedBroker.start(0, folder.resolve("broker"));
        say(String.format(
                Locale.ROOT, "Kafka broker on %s (embedded, data in %s)", broker.bootstrapServers(), broker.data()));
        Map<String, String> kafka = new HashMap<>();
        kafka.put("bootstrap.servers", broker.bootstrapServers());
        kafka.put("state.dir", folder.resolve("state").toString());
        TrainingConfig training = TrainingConfig.DEFAULT.withWindow(Duration.ofDays(60), Duration.ofMinutes(2));
        config = PipelineConfig.of("demo", kafka, InputConfig.json(TOPIC))
                .withTraining(training)
                .withCompression(PACKED)
                .withHttp(new HttpConfig(HttpConfig.DEFAULT.host(), 0));
        try (Cluster cluster = Cluster.connect(kafka)) {
            cluster.createIfAbsent(TOPIC, 1);
        }
    }

    private void startDashboard() {
        if (pagePort.isPresent()) {
            dashboard = new Dashboard(config, PAGE_HISTORY, "127.0.0.1", pagePort.getAsInt(), Set.of());
            say("watch it in a browser: " + dashboard.url());
        }
    }

    private void sendHistory() {
        int minutes = sample.historyRows() + sample.liveRows() + 1_000;
        long first = System.currentTimeMillis() - TimeUnit.MINUTES.toMillis(minutes);
        source = new TelemetrySource(config.kafka(), TOPIC, first);
        for (int row = 0; row < sample.historyRows(); row++) {
            source.send(sample.historyRecord(row), offset -> {});
        }
        source.flush();
        say(String.format(
                Locale.ROOT,
                "history: %,d records of %d metrics from one server, one a minute",
                sample.historyRows(),
                sample.fields().size()));
    }

    private void startSluice() throws InterruptedException {
        scorer = new ScoringService(config);
        scorer.start();
        say("scorer started; it waits for a first model and consumes nothing until then");
        trainer = new TrainerService(config, Clock.systemUTC(), new TrainingStory(this::say));
        new Thread(trainer::run, "trainer").start();
        long trainingFrom = System.nanoTime();
        say("trainer started");
        await("a first model", () -> scorer.status().championVersion() > 0);
        secondsToFirstModel = seconds(trainingFrom);
        say(String.format(
                Locale.ROOT, "first model after %.1f s; the scorer catches up on the history", secondsToFirstModel));

        boolean[] labels = sample.labels();
        offsets = new LiveView.Offsets(2 * (sample.historyRows() + sample.liveRows()));
        await("the scorer", () -> scorer.status().ready());
        view = new LiveView(config, offsets, Incident.of(labels), this::say);
        viewThread = new Thread(view, "view");
        viewThread.start();
        await("the first score", () -> view.scored() > 0);
        long scoringFrom = System.nanoTime();
        await("the history's scores", () -> view.scored() >= sample.historyRows());
        recordsPerSecond = sample.historyRows() / seconds(scoringFrom);
        say(String.format(
                Locale.ROOT, "%,d records of history scored, %,.0f a second", view.scored(), recordsPerSecond));
    }

    private void sendLive() throws InterruptedException {
        List<byte[]> broken =
                BrokenRecords.of(sample.liveRecord(0), sample.fields().get(0));
        int rows = sample.liveRows();
        say(String.format(
                Locale.ROOT,
                "live: %,d records at %,.0f a second, %d labelled incidents among them, %d broken records on purpose",
                rows,
                rate,
                Incident.of(sample.labels()).size(),
                broken.size()));
        Pacer pacer = Pacer.ofRate(rate);
        int holdBackAt = (int) (rows * HOLD_BACK);
        for (int row = 0; row < rows; row++) {
            if (row == holdBackAt && view.version() < 2) {
                say("the rest waits until the retrained model is in use");
                await("a retrained model", () -> scorer.status().championVersion() >= 2);
                pacer = Pacer.ofRate(rate);
            }
            pacer.awaitTurn(() -> Thread.currentThread().isInterrupted());
            int live = row;
            source.send(sample.liveRecord(row), offset -> {
                offsets.put(offset, live);
                offsetOfRow[live] = offset;
            });
            if (row % (rows / broken.size()) == rows / broken.size() / 2
                    && row / (rows / broken.size()) < broken.size()) {
                source.send(broken.get(row / (rows / broken.size())), offset -> {});
            }
        }
        source.flush();
        int expected = sample.historyRows() + rows;
        await("the last scores", () -> view.scored() >= expected);
    }

    /** Reads all topics back and compares. */
    DemoReport summarize() throws BadRecordException, IOException {
        Reconciliation counts = Reconciliation.read(config);
        boolean[] labels = sample.labels();
        double[] scores = new double[labels.length];
        List<Incident> incidents = Incident.of(labels);
        int detected = 0;
        boolean[] alerted = new boolean[labels.length];
        for (int row = 0; row < labels.length; row++) {
            Coordinates at = new Coordinates(PARTITION, offsetOfRow[row]);
            Score score = counts.score(at);
            scores[row] = score == null ? 0 : score.getScore();
            alerted[row] = counts.isAlerted(at);
        }
        for (Incident incident : incidents) {
            boolean any = false;
            for (int row = incident.from(); row < incident.to(); row++) {
                any |= alerted[row];
            }
            detected += any ? 1 : 0;
        }
        Ranking ranking = new Ranking(scores, labels);
        return new DemoReport(
                counts.recordsIn(),
                counts.scores(),
                counts.latents(),
                counts.deadLetters(),
                counts.missing(),
                counts.duplicates(),
                List.copyOf(counts.versions()),
                counts.fences(),
                counts.alerts(),
                incidents.size(),
                detected,
                ranking.auroc(),
                ranking.auprc(),
                secondsToFirstModel,
                recordsPerSecond,
                seconds(started),
                counts.holds(),
                PackedCheck.of(config));
    }

    /** Sends the live rows again, slowly, until the thread is interrupted: something to look at. */
    void replay(double slowRate) {
        Pacer pacer = Pacer.ofRate(slowRate);
        for (int row = 0; !Thread.currentThread().isInterrupted(); row = (row + 1) % sample.liveRows()) {
            pacer.awaitTurn(() -> Thread.currentThread().isInterrupted());
            source.send(sample.liveRecord(row), offset -> {});
        }
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited " + PATIENCE.toSeconds() + " s for " + what + "; scorer: "
                        + scorer.status().state());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /** One line of the story; called from several threads. */
    private synchronized void say(String line) {
        out.printf(Locale.ROOT, "[%5.1f s] %s%n", seconds(started), line);
        out.flush();
    }

    private void joinView() {
        try {
            viewThread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (view != null) {
            view.stop();
            joinView();
        }
        if (dashboard != null) {
            dashboard.close();
        }
        if (trainer != null) {
            trainer.close();
        }
        if (scorer != null) {
            scorer.close();
        }
        if (source != null) {
            source.close();
        }
        if (broker != null) {
            broker.close();
        }
    }
}
