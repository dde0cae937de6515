package io.agentplane.policy.approval;

import io.agentplane.platform.json.PlainJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;
import org.jspecify.annotations.Nullable;

/**
 * A request in the one form that it has as canonical JSON (RFC 8785), and its digest. Two requests have the same digest only
 * if they mean the same: what canonical JSON would bend, such as a whole number that no double can hold, is refused.
 *
 * @param digest SHA-256 in hexadecimal
 * @param bytes the length of the canonical form
 * @param context as JSON
 */
record CanonicalRequest(String digest, int bytes, String context) {

    static CanonicalRequest of(ApprovalQuestion question) {
        requireExact(question.context());
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        request.put("agent", question.agentId());
        request.put("action", question.action());
        if (question.resource() != null) {
            request.put("resource", question.resource());
        }
        request.put("context", question.context());
        byte[] canonical = canonical(PlainJson.writer().writeValueAsString(request));
        return new CanonicalRequest(
                sha256(canonical), canonical.length, PlainJson.writer().writeValueAsString(question.context()));
    }

    private static byte[] canonical(String json) {
        try {
            CharBuffer text = CharBuffer.wrap(new JsonCanonicalizer(json).getEncodedString());
            var encoded = StandardCharsets.UTF_8.newEncoder().encode(text);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException halfAPair) {
            throw inexact("texts must not have halves of surrogate pairs");
        } catch (IOException unforeseen) {
            throw new IllegalStateException("Our own JSON can't be read", unforeseen);
        }
    }

    private static void requireExact(@Nullable Object value) {
        switch (value) {
            case Map<?, ?> members -> members.values().forEach(CanonicalRequest::requireExact);
            case Collection<?> items -> items.forEach(CanonicalRequest::requireExact);
            case Double number when !Double.isFinite(number) -> throw inexact("numbers must be finite");
            case Long number -> requireExact(BigDecimal.valueOf(number));
            case BigInteger number -> requireExact(new BigDecimal(number));
            case BigDecimal number
            when !isWrittenByADouble(number) ->
                throw inexact("numbers of more digits than a double holds must be written as texts");
            case null, default -> {}
        }
    }

    /** Of all the numbers that are nearest to a double just one: as which canonical JSON writes them all. */
    private static boolean isWrittenByADouble(BigDecimal number) {
        double near = number.doubleValue();
        return Double.isFinite(near) && BigDecimal.valueOf(near).compareTo(number) == 0;
    }

    private static RuntimeException inexact(String rule) {
        return ApprovalProblem.CONTEXT_NOT_CANONICAL.because(
                "Approval can't be asked for this request, since it has no exact canonical form: " + rule);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
