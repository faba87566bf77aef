package dev.sluice.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Log lines as five services might write them, full of ids and numbers that say nothing of the service. One line in ten is
 * a message that any of them might write; in all of them words are lost and mistyped, and half are followed by what any of
 * them might add.
 */
final class LogLines {

    private static final String[] SERVICES = {"gateway", "orders", "database", "login", "mail"};

    /** {@code #} is a number, {@code @} an id, {@code ^} a host. */
    private static final String[][] MESSAGES = {
        {
            "GET /items/@ answered 200 in # ms for client ^",
            "POST /orders answered 502 after # ms: upstream ^ reset the connection",
            "route /items to ^, # requests in flight",
            "client ^ over its rate limit of # requests, answered 429"
        },
        {
            "order @ accepted with # items for customer @",
            "order @ waits for payment, attempt #",
            "stock of item @ is down to #, reorder",
            "order @ cancelled by customer @ after # minutes"
        },
        {
            "checkpoint complete: wrote # buffers in # ms",
            "slow query @ took # ms and read # rows",
            "deadlock between transactions @ and @, rolled back @",
            "replica ^ is # bytes behind"
        },
        {
            "user @ signed in from ^ with a passkey",
            "wrong password for user @ from ^, attempt #",
            "session @ of user @ expired after # minutes",
            "token @ refreshed for user @"
        },
        {
            "message @ queued for delivery to # recipients",
            "message @ bounced at ^: mailbox full",
            "delivered message @ to ^ after # attempts",
            "spam score # for message @, put aside"
        }
    };

    private static final String[] ANYONE = {
        "connection to ^ lost, retry in # ms", "configuration read, # settings", "# ms to start on ^"
    };

    private static final String[] ADDED = {
        "trace @", "worker # of #", "zone east", "zone west", "build @", "cache warm", "cache cold", "after a restart",
        "by schedule", "for tenant @", "memory # MB", "will retry", "gave up", "second time today", "as user @",
                "host ^"
    };

    private LogLines() {}

    /** {@code {"service":"mail","message":"…"}} each; the same seed gives the same ones. */
    static List<String> records(int count, long seed) {
        Random random = new Random(seed);
        List<String> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int service = random.nextInt(SERVICES.length);
            String[] choice = random.nextInt(10) == 0 ? ANYONE : MESSAGES[service];
            records.add("{\"service\":\"" + SERVICES[service] + "\",\"message\":\""
                    + filled(noisy(choice[random.nextInt(choice.length)], random), random) + "\"}");
        }
        return records;
    }

    private static String noisy(String template, Random random) {
        List<String> words = new ArrayList<>(List.of(template.split(" ")));
        words.removeIf(word -> random.nextInt(8) == 0);
        words.replaceAll(word -> random.nextInt(12) == 0 ? mistyped(word, random) : word);
        for (int n = random.nextInt(4) - 1; n > 0; n--) {
            words.add(ADDED[random.nextInt(ADDED.length)]);
        }
        return String.join(" ", words);
    }

    private static String mistyped(String word, Random random) {
        int at = random.nextInt(word.length());
        return word.substring(0, at) + (char) ('a' + random.nextInt(26)) + word.substring(at + 1);
    }

    private static String filled(String template, Random random) {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            switch (c) {
                case '#' -> message.append(random.nextInt(1 << (1 + random.nextInt(14))));
                case '@' -> message.append(String.format(Locale.ROOT, "%08x", random.nextInt()));
                case '^' ->
                    message.append("10.")
                            .append(random.nextInt(256))
                            .append('.')
                            .append(random.nextInt(256));
                default -> message.append(c);
            }
        }
        return message.toString();
    }
}
