package dev.sluice.cli.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.utils.Time;

/**
 * A broker as in a company: SASL_SSL with PLAIN, SCRAM-SHA-512 and OAUTHBEARER, a certificate of its own, and an authorizer that allows
 * nothing that no ACL allows. A second listener lets the test do everything.
 */
public final class SecuredBroker implements AutoCloseable {

    private static final String STORE_PASSWORD = "store-pass-2f8a";

    private static final String OAUTH = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required";

    private final KafkaRaftServer server;
    private final DataFolder data;
    private final Path certificate;
    private final int secure;
    private final int open;

    private SecuredBroker(KafkaRaftServer server, DataFolder data, Path certificate, int secure, int open) {
        this.server = server;
        this.data = data;
        this.certificate = certificate;
        this.secure = secure;
        this.open = open;
    }

    /**
     * @param folder for key store and certificate
     * @param plain passwords by user
     * @param scram passwords by user
     */
    public static SecuredBroker start(Path folder, Map<String, String> plain, Map<String, String> scram)
            throws Exception {
        Path keyStore = folder.resolve("broker.p12");
        Path certificate = folder.resolve("broker.pem");
        keytool(
                "-genkeypair -keyalg EC -alias broker -dname CN=broker -ext SAN=ip:127.0.0.1 -validity 2"
                        + " -storetype PKCS12",
                keyStore);
        keytool("-exportcert -rfc -alias broker -file " + certificate, keyStore);

        int secure = Port.free(0);
        int open = Port.free(0);
        int controller = Port.free(0);
        DataFolder data = DataFolder.of(null);
        data.format();
        Map<String, String> settings = new HashMap<>(BrokerProperties.of(open, controller, data.path()));
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + open + ",SECURE://127.0.0.1:" + secure + ",CONTROLLER://127.0.0.1:"
                        + controller);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + open + ",SECURE://127.0.0.1:" + secure);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL");
        settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER");
        StringBuilder users = new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required");
        plain.forEach((user, password) -> users.append(" user_" + user + "=\"" + password + "\""));
        settings.put("listener.name.secure.plain.sasl.jaas.config", users + ";");
        settings.put(
                "listener.name.secure.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        // Unsecured tokens, which Kafka takes in tests: the user's name is believed.
        settings.put(
                "listener.name.secure.oauthbearer.sasl.jaas.config",
                OAUTH + " unsecuredLoginStringClaim_sub=\"broker\";");
        settings.put("ssl.keystore.location", keyStore.toString());
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.password", STORE_PASSWORD);
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:ANONYMOUS");
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        SecuredBroker broker = new SecuredBroker(server, data, certificate, secure, open);
        broker.addScramUsers(scram);
        return broker;
    }

    private static void keytool(String arguments, Path keyStore) throws IOException, InterruptedException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(tool.toString()));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-keystore", keyStore.toString(), "-storepass", STORE_PASSWORD));
        Path said = Files.createTempFile(keyStore.getParent(), "keytool", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool: " + Files.readString(said));
        }
    }

    private void addScramUsers(Map<String, String> scram) throws Exception {
        try (Admin admin = admin()) {
            admin.alterUserScramCredentials(scram.entrySet().stream()
                            .map(user -> new UserScramCredentialUpsertion(
                                    user.getKey(),
                                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                                    user.getValue()))
                            .map(UserScramCredentialAlteration.class::cast)
                            .toList())
                    .all()
                    .get();
        }
    }

    /** Client settings of somebody who may do everything. */
    public Map<String, String> open() {
        return Map.of("bootstrap.servers", "127.0.0.1:" + open);
    }

    public Admin admin() {
        return Admin.create(Map.copyOf(open()));
    }

    /** Client settings of a user, as a pipeline file has them. */
    public Map<String, String> as(String user, String password, String mechanism) {
        String jaas = switch (mechanism) {
            case "PLAIN" -> login("plain.PlainLoginModule", user, password);
            case "OAUTHBEARER" -> OAUTH + " unsecuredLoginStringClaim_sub=\"" + user + "\";";
            default -> login("scram.ScramLoginModule", user, password);
        };
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + secure,
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                jaas,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.toString());
    }

    private static String login(String module, String user, String password) {
        return "org.apache.kafka.common.security." + module + " required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    @Override
    public void close() {
        try {
            server.shutdown();
            server.awaitShutdown();
        } finally {
            data.discard();
        }
    }
}
