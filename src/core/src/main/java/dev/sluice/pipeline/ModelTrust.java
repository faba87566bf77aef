package dev.sluice.pipeline;

import java.util.List;

/**
 * Who may make models. Both are as the file has them; {@code dev.sluice.signature} makes keys of them.
 *
 * @param trustedKeys public keys, each a file or the key itself; empty where artifacts need no signature
 * @param signingKey the trainer's private key, a file or the key itself; empty for none
 */
public record ModelTrust(List<String> trustedKeys, String signingKey) {

    public static final ModelTrust ANYONE = new ModelTrust(List.of(), "");

    public ModelTrust {
        trustedKeys = List.copyOf(trustedKeys);
    }

    /** The public keys alone: the signing key may be a secret. */
    @Override
    public String toString() {
        return "ModelTrust[trustedKeys=" + trustedKeys + "]";
    }
}
