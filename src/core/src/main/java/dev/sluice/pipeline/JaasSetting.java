package dev.sluice.pipeline;

import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/**
 * Looks at {@code sasl.jaas.config} before any client does: of one that is malformed, Kafka's own message names the word it
 * stopped at, and that may be a piece of the password.
 */
final class JaasSetting {

    private static final String KEY = SaslConfigs.SASL_JAAS_CONFIG;

    private JaasSetting() {}

    /** @throws ConfigException where it is there and no JAAS configuration; it is not repeated */
    static void check(Map<String, String> kafka) {
        String jaas = kafka.get(KEY);
        // A reference that Kafka is to resolve is none yet.
        if (jaas == null || jaas.contains("${")) {
            return;
        }
        try {
            JaasContext.loadClientContext(Map.of(KEY, new Password(jaas)));
        } catch (RuntimeException e) {
            throw new ConfigException(
                    "kafka." + KEY + ": cannot be read (it is not repeated here, as it may be secret):"
                            + " expected one login module, such as \"org.apache.kafka.common.security.plain.PlainLoginModule"
                            + " required username='NAME' password='PASSWORD';\", with quotes around the password and a"
                            + " semicolon at the end");
        }
    }
}
