package io.agentplane.scheduler.submission;

import io.agentplane.platform.json.PlainJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;

/** Stands for a payload where it is too large to be told: SHA-256 of its JSON with sorted keys, in hexadecimal. */
@Component
class PayloadDigest {

    private static final ObjectWriter SORTED = PlainJson.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    String of(Object payload) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(SORTED.writeValueAsBytes(payload)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
