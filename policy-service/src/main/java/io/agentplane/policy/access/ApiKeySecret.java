package io.agentplane.policy.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The text of an API key: {@code ap_} and 256 random bits in base64url. With that much chance in it a plain hash is
 * enough to keep it by; there is nothing to guess.
 */
record ApiKeySecret(String text) {

    private static final String MARK = "ap_";
    private static final int RANDOM_BYTES = 32;
    private static final int SHOWN = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    static ApiKeySecret generate() {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        return new ApiKeySecret(MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** How it begins, which people may see. */
    String prefix() {
        return text.substring(0, MARK.length() + SHOWN);
    }

    String hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** Not the text: a record of secrets must not end in a log. */
    @Override
    public String toString() {
        return prefix() + "...";
    }
}
