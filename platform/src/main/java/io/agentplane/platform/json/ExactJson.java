package io.agentplane.platform.json;

import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The one form that all JSON of the same meaning has: members are sorted, numbers stand by their value, texts and the order of
 * lists are as they are. For digests that need not be computed elsewhere; unlike canonical JSON (RFC 8785) it keeps every number
 * exact.
 */
public final class ExactJson {

    private static final ObjectWriter WRITER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .addModule(new SimpleModule("numbers by value").addSerializer(Number.class, new ByValue()))
            .build()
            .writer();

    private ExactJson() {}

    /** SHA-256 in hexadecimal. */
    public static String sha256(@Nullable Object value) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            WRITER.writeValue(new DigestOutputStream(OutputStream.nullOutputStream(), sha256), value);
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** 1, 1.0 and 10e-1 are one number. */
    private static final class ByValue extends StdSerializer<Number> {

        ByValue() {
            super(Number.class);
        }

        @Override
        public void serialize(Number number, JsonGenerator generator, SerializationContext context) {
            BigDecimal exact = switch (number) {
                case BigDecimal decimal -> decimal;
                case BigInteger whole -> new BigDecimal(whole);
                default -> new BigDecimal(number.toString());
            };
            generator.writeNumber(exact.stripTrailingZeros());
        }
    }
}
