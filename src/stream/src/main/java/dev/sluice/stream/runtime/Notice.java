package dev.sluice.stream.runtime;

import org.slf4j.Logger;

/** What something is waiting for or suffering from, logged once per change however often it is said. Thread-safe. */
public final class Notice {

    private final Logger log;
    private String text;

    public Notice(Logger log, String text) {
        this.log = log;
        this.text = text;
    }

    /** Says it: logged where it differs from what was said last. */
    public synchronized void say(String news) {
        if (!news.equals(text)) {
            text = news;
            log.info("{}", news);
        }
    }

    /** As {@link #say}, for what an operator should look at. */
    public synchronized void warn(String news) {
        if (!news.equals(text)) {
            text = news;
            log.warn("{}", news);
        }
    }

    /** What was said last. */
    public synchronized String text() {
        return text;
    }
}
