package dev.sluice.cli;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/** Turns every logger up to DEBUG and keeps the lines that hold one of the given texts, stack traces included. */
final class LogWatch implements AutoCloseable {

    private final Collection<String> texts;
    private final ConcurrentLinkedQueue<String> found = new ConcurrentLinkedQueue<>();
    private final AtomicLong events = new AtomicLong();
    private final Level before = LogManager.getRootLogger().getLevel();
    private final Appender appender;
    private final List<Appender> others;

    LogWatch(Collection<String> texts) {
        this.texts = List.copyOf(texts);
        PatternLayout layout = PatternLayout.newBuilder()
                .withPattern("%logger: %message%n%throwable")
                .build();
        appender = new AbstractAppender("watch", null, layout, false, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                look(layout.toSerializable(event));
            }
        };
        appender.start();
        others = List.copyOf(root().getAppenders().values());
        others.forEach(root()::removeAppender);
        root().addAppender(appender);
        Configurator.setRootLevel(Level.DEBUG);
    }

    private static Logger root() {
        return ((LoggerContext) LogManager.getContext(false)).getRootLogger();
    }

    private void look(String line) {
        events.incrementAndGet();
        if (texts.stream().anyMatch(line::contains)) {
            found.add(line);
        }
    }

    /** The lines that hold one of the texts. */
    List<String> found() {
        return List.copyOf(found);
    }

    /** How many events were looked at. */
    long events() {
        return events.get();
    }

    @Override
    public void close() {
        Configurator.setRootLevel(before);
        root().removeAppender(appender);
        others.forEach(root()::addAppender);
        appender.stop();
    }
}
