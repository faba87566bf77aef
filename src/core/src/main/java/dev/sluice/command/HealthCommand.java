package dev.sluice.command;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a probe of another Sluice process, for images that have no shell and no {@code curl}. */
public final class HealthCommand {
    private static final int TIMEOUT_MS = 5_000;

    private HealthCommand() {}

    /**
     * Ends with exit code 0 where the address answers that all is well, else 1.
     *
     * @param arguments such as {@code http://127.0.0.1:8080/healthz}
     */
    public static void main(String[] arguments) {
        System.exit(arguments.length == 1 && isWell(URI.create(arguments[0])) ? ExitCode.OK : ExitCode.FAILED);
    }

    static boolean isWell(URI probe) {
        try {
            // Of the clients in the JDK the one that starts soonest.
            HttpURLConnection connection = (HttpURLConnection) probe.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MS);
            connection.setReadTimeout(TIMEOUT_MS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }
}
