package io.agentplane.platform.path;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Percent-encoding of UTF-8 (RFC 3986, section 2.1), read strictly and written in one way. */
final class PercentCode {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED_PUNCTUATION = "-._~";
    private static final String QUERY_PUNCTUATION = "%!$&'()*+,;=:@/?";

    private PercentCode() {}

    static boolean isLetterOrDigit(int character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9');
    }

    /**
     * Decodes a text.
     *
     * @return null when an escape is incomplete, or the octets are no UTF-8 (overlong forms and surrogates are none)
     */
    static @Nullable String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        byte[] given = encoded.getBytes(StandardCharsets.UTF_8);
        ByteBuffer octets = ByteBuffer.allocate(given.length);
        for (int index = 0; index < given.length; index++) {
            if (given[index] != '%') {
                octets.put(given[index]);
            } else if (index + 2 < given.length
                    && HexFormat.isHexDigit(given[index + 1])
                    && HexFormat.isHexDigit(given[index + 2])) {
                octets.put(
                        (byte) (HexFormat.fromHexDigit(given[++index]) << 4 | HexFormat.fromHexDigit(given[++index])));
            } else {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    /** Whether a text is the same encoded, as nearly all are that stand in paths. */
    static boolean isUnreserved(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (!isUnreserved(text.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    static String encode(String text) {
        if (isUnreserved(text)) {
            return text;
        }
        var encoded = new StringBuilder(text.length() * 3);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    /** Encodes what may not stand in a query, such as {@code |}, which browsers send; all of it is ASCII. */
    static String encodeWhatMustBe(String query) {
        var encoded = new StringBuilder(query.length());
        for (int index = 0; index < query.length(); index++) {
            char character = query.charAt(index);
            if (isUnreserved(character) || QUERY_PUNCTUATION.indexOf(character) >= 0) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HEX.toHexDigits((byte) character));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(int character) {
        return isLetterOrDigit(character) || UNRESERVED_PUNCTUATION.indexOf(character) >= 0;
    }
}
