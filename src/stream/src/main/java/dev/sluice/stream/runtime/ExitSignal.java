package dev.sluice.stream.runtime;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Why and with which exit code the scorer ends; the first reason counts. Thread-safe. */
public final class ExitSignal {

    /**
     * @param code one of {@code ExitCode}
     * @param reason one line: what happened and what to do about it
     */
    public record Exit(int code, String reason) {}

    private final CompletableFuture<Exit> exit = new CompletableFuture<>();

    /** @return whether this reason counts */
    public boolean raise(int code, String reason) {
        return exit.complete(new Exit(code, reason));
    }

    public Optional<Exit> raised() {
        return Optional.ofNullable(exit.getNow(null));
    }

    /** Blocks until there is one. */
    public Exit await() {
        return exit.join();
    }
}
