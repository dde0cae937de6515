package io.agentplane.policy.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What sender and receiver of a webhook share, in the form that the Standard Webhooks specification gives it: {@code whsec_} and
 * 256 random bits in base64.
 */
record WebhookSecret(String text) {

    private static final String MARK = "whsec_";
    private static final int RANDOM_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    static WebhookSecret generate() {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return new WebhookSecret(MARK + Base64.getEncoder().encodeToString(random));
    }

    /** The value of the header {@code webhook-signature}, over id, time in seconds and body. */
    String sign(String id, Instant at, String body) {
        byte[] key = Base64.getDecoder().decode(text.substring(MARK.length()));
        String signed = id + "." + at.getEpochSecond() + "." + body;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA256", impossible);
        }
    }

    /** Not the text: a record of secrets must not end in a log. */
    @Override
    public String toString() {
        return MARK + "...";
    }
}
