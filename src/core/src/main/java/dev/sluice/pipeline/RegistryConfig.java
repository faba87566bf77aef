package dev.sluice.pipeline;

/**
 * The schema registry and how to get in.
 *
 * @param url where its API is; empty for none
 * @param username for basic authentication; empty for none
 * @param password the secret itself; empty where it comes from a file, or there is none
 * @param passwordFile file with the secret, read at each start; empty for none
 * @param trustStore certificates that are trusted, as PEM, PKCS12 or JKS; empty for those of the JDK
 * @param trustStorePassword of PKCS12 or JKS; empty for none
 * @param subjects what the schemas of the outputs are registered under
 * @param register whether to register them; otherwise they have to be there
 */
public record RegistryConfig(
        String url,
        String username,
        String password,
        String passwordFile,
        String trustStore,
        String trustStorePassword,
        SubjectStrategy subjects,
        boolean register) {

    /** No registry. */
    public static final RegistryConfig NONE =
            new RegistryConfig("", "", "", "", "", "", SubjectStrategy.TOPIC_NAME, true);

    /** A registry that lets everybody in. */
    public static RegistryConfig at(String url) {
        return new RegistryConfig(url, "", "", "", "", "", SubjectStrategy.TOPIC_NAME, true);
    }

    /** Whether there is one. */
    public boolean isConfigured() {
        return !url.isEmpty();
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "RegistryConfig[url=" + url + ", username=" + username + ", subjects=" + subjects.label() + "]";
    }
}
