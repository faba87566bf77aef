package dev.sluice.bench.speed;

import dev.sluice.bench.data.Summary;
import dev.sluice.cli.produce.Pacer;
import dev.sluice.pipeline.Format;
import dev.sluice.pipeline.PipelineConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Sends records at a steady rate and tells when their scores arrive. Each record's timestamp, which its score repeats, is
 * its number: so nothing needs to be read but that.
 */
final class SteadyLoad implements AutoCloseable {

    private static final double UNPACED = 0;

    /** Of the records, which are sent while things settle. */
    private static final double SETTLING = 0.25;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Far enough back that no broker takes the numbers for times to come. */
    private static final long BEFORE_MS = Duration.ofDays(10).toMillis();

    private final Stage stage;
    private final Course course;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private long next = System.currentTimeMillis() - BEFORE_MS;

    SteadyLoad(Stage stage, Course course) {
        this.stage = stage;
        this.course = course;
        this.producer = stage.producer();
    }

    /** Records a second that arrive scored where they are sent as fast as they are taken. */
    double capacity(PipelineConfig config, int records) throws InterruptedException {
        long[] arrivals = new long[records];
        send(config, UNPACED, records, arrivals);
        int settled = (int) (SETTLING * records);
        return (records - 1 - settled) / ((arrivals[records - 1] - arrivals[settled]) / 1e9);
    }

    /** Milliseconds from when each record was to be sent to when its score was there. */
    Summary millis(PipelineConfig config, double rate, int records) throws InterruptedException {
        long[] arrivals = new long[records];
        long start = send(config, rate, records, arrivals);
        return latencies(arrivals, start, rate);
    }

    /** Nanoseconds of the clock when the first was to be sent. */
    private long send(PipelineConfig config, double rate, int records, long[] arrivals) throws InterruptedException {
        long first = next;
        next += records;
        try (KafkaConsumer<byte[], byte[]> consumer =
                consumer(new TopicPartition(config.topics().scores(), 0))) {
            Future<?> reading = reader.submit(() -> read(consumer, first, arrivals));
            long start = System.nanoTime();
            Pacer pacer = Pacer.ofRate(rate);
            for (int i = 0; i < records; i++) {
                ProducerRecord<byte[], byte[]> r = course.record(config.input().topic(), Format.AVRO, i);
                pacer.awaitTurn(() -> Thread.currentThread().isInterrupted());
                // Failures show as scores that do not come.
                var unused = producer.send(new ProducerRecord<>(r.topic(), 0, first + i, r.key(), r.value()));
            }
            producer.flush();
            reading.get();
            return start;
        } catch (ExecutionException e) {
            throw new IllegalStateException("scores of " + config.pipeline() + ": " + e.getMessage(), e);
        }
    }

    /** One that stands at the end. */
    private KafkaConsumer<byte[], byte[]> consumer(TopicPartition scores) {
        Map<String, Object> settings = new HashMap<>(stage.kafka());
        settings.put("isolation.level", "read_uncommitted");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(scores));
        consumer.seekToEnd(List.of(scores));
        // Asked for, or it would be the end at the first poll.
        long unused = consumer.position(scores);
        return consumer;
    }

    /** @param arrivals {@code long[records]}: nanoseconds of the clock */
    private static void read(KafkaConsumer<byte[], byte[]> consumer, long first, long[] arrivals) {
        int records = arrivals.length;
        int left = records;
        long moved = System.nanoTime();
        while (left > 0) {
            var polled = consumer.poll(Duration.ofMillis(100));
            long now = System.nanoTime();
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                long number = record.timestamp() - first;
                if (number >= 0 && number < records) {
                    arrivals[(int) number] = now;
                    left--;
                }
            }
            if (!polled.isEmpty()) {
                moved = now;
            } else if (now - moved > PATIENCE.toNanos()) {
                throw new IllegalStateException(left + " of " + records + " did not come");
            }
        }
    }

    private static Summary latencies(long[] arrivals, long start, double rate) {
        double[] millis = new double[arrivals.length];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = (arrivals[i] - start - i * 1e9 / rate) / 1e6;
        }
        return new Summary(Arrays.copyOfRange(millis, (int) (SETTLING * millis.length), millis.length));
    }

    @Override
    public void close() {
        reader.shutdownNow();
        producer.close();
    }
}
