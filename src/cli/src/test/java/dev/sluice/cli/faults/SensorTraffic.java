package dev.sluice.cli.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records of a few devices at a steady rate, each with the next number of its device, until it is closed. Some are
 * broken, and for as long as it is told, the clock of one device is off.
 */
final class SensorTraffic implements AutoCloseable {

    private static final int DEVICES = 12;
    private static final int BROKEN_ONE_IN = 150;

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Random random;
    private final int perSecond;
    private final long[] next = new long[DEVICES];
    private final double[] level = new double[DEVICES];
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "traffic");
    private volatile boolean stop;
    private volatile long clockOff;

    SensorTraffic(String bootstrap, String topic, long seed, int perSecond) {
        this.topic = topic;
        this.random = new Random(seed);
        this.perSecond = perSecond;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "linger.ms",
                        10,
                        "max.block.ms",
                        Duration.ofMinutes(5).toMillis(),
                        "request.timeout.ms",
                        10_000,
                        // Longer than any fault: what was sent once is there at the end.
                        "delivery.timeout.ms",
                        (int) Duration.ofMinutes(10).toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void start() {
        thread.start();
    }

    private void run() {
        long started = System.nanoTime();
        long count = 0;
        while (!stop && failure.get() == null) {
            long due = (System.nanoTime() - started) * perSecond / 1_000_000_000L;
            while (count < due && !stop) {
                send();
                count++;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void send() {
        int device = random.nextInt(DEVICES);
        String value = random.nextInt(BROKEN_ONE_IN) == 0 ? broken(device) : normal(device);
        long time = System.currentTimeMillis() + (device == 0 ? clockOff : 0);
        sent.incrementAndGet();
        var unused = producer.send(
                new ProducerRecord<>(topic, null, time, key(device), value.getBytes(StandardCharsets.UTF_8)),
                (metadata, e) -> {
                    if (e == null) {
                        acknowledged.incrementAndGet();
                    } else {
                        failure.compareAndSet(null, e);
                    }
                });
        next[device]++;
    }

    private static byte[] key(int device) {
        return ("device-" + device).getBytes(StandardCharsets.UTF_8);
    }

    private String broken(int device) {
        return "{\"seq\":" + next[device] + ",\"a\":\"warm\"}";
    }

    /** Levels that drift, so that a record says something about the next one. */
    private String normal(int device) {
        level[device] = 0.95 * level[device] + 0.3 * random.nextGaussian();
        double cause = level[device];
        return String.format(
                Locale.ROOT,
                "{\"seq\":%d,\"a\":%.4f,\"b\":%.4f,\"c\":%.4f,\"d\":%.4f}",
                next[device],
                cause + 0.05 * random.nextGaussian(),
                10 - 3 * cause + 0.1 * random.nextGaussian(),
                100 + cause * 7 + random.nextGaussian(),
                random.nextGaussian());
    }

    /** The clock of the first device runs ahead by so much; 0 puts it right. */
    void clockOff(long millis) {
        clockOff = millis;
    }

    long sent() {
        return sent.get();
    }

    /** Sends no more, and returns when all that was sent is acknowledged. */
    void finish() throws InterruptedException {
        stop = true;
        thread.join();
        producer.flush();
        Exception e = failure.get();
        if (e != null || acknowledged.get() != sent.get()) {
            throw new IllegalStateException(
                    "the brokers took " + acknowledged.get() + " of " + sent.get() + " records", e);
        }
    }

    @Override
    public void close() {
        stop = true;
        thread.interrupt();
        producer.close(Duration.ofSeconds(1));
    }
}
