package dev.sluice.command;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Optional;

/** Asks a probe of another Sluice process, for images that have no shell and no {@code curl}. */
public final class HealthCommand {
    private static final int TIMEOUT_MS = 5_000;

    private HealthCommand() {}

    /**
     * Ends with exit code 0 where the address answers that all is well; else with 1, and what is wrong on standard error,
     * where container engines keep it.
     *
     * @param arguments such as {@code http://127.0.0.1:8080/healthz}
     */
    public static void main(String[] arguments) {
        Optional<String> wrong = arguments.length == 1
                ? wrong(arguments[0])
                : Optional.of("expected one address, such as http://127.0.0.1:8080/healthz");
        wrong.ifPresent(System.err::println);
        System.exit(wrong.isEmpty() ? ExitCode.OK : ExitCode.FAILED);
    }

    /** What is wrong with what answers there, or with the address; empty where all is well. */
    static Optional<String> wrong(String address) {
        try {
            // Of the clients in the JDK the one that starts soonest.
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            int status = connection.getResponseCode();
            return status == HttpURLConnection.HTTP_OK
                    ? Optional.empty()
                    : Optional.of(address + " answers with status " + status);
        } catch (IOException | IllegalArgumentException | ClassCastException e) {
            return Optional.of(address + " does not answer: " + e.getMessage());
        }
    }
}
