package io.agentplane.policy.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agentplane.platform.problem.DomainException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalRequestTests {

    private static final Map<String, Object> CONTEXT = Map.of("rows", 101, "table", "orders");

    @Test
    void isTheHashOfTheCanonicalForm() throws Exception {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("table", "ör\n\"ders");
        context.put("rows", 1e21);
        context.put("cost", 2.50);
        String canonical = "{\"action\":\"write\",\"agent\":\"a\",\"context\":"
                + "{\"cost\":2.5,\"rows\":1e+21,\"table\":\"ör\\n\\\"ders\"},\"resource\":\"db\"}";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));

        CanonicalRequest request = canonical("a", "write", "db", context);

        assertThat(request.digest()).isEqualTo(HexFormat.of().formatHex(hash));
        assertThat(request.bytes()).isEqualTo(canonical.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void isTheSameHoweverTheRequestIsWritten() {
        Map<String, Object> otherOrder = new LinkedHashMap<>();
        otherOrder.put("table", "orders");
        otherOrder.put("rows", 101.0);

        assertThat(digest("a", "write", "db", otherOrder)).isEqualTo(digest("a", "write", "db", CONTEXT));
    }

    @Test
    void isAnotherForEveryOtherRequest() {
        assertThat(Stream.of(
                        digest("a", "write", "db", CONTEXT),
                        digest("b", "write", "db", CONTEXT),
                        digest("a", "read", "db", CONTEXT),
                        digest("a", "write", "dc", CONTEXT),
                        digest("a", "write", null, CONTEXT),
                        digest("a", "write", "db", Map.of()),
                        digest("a", "write", "db", Map.of("rows", 102, "table", "orders")),
                        digest("a", "write", "db", Map.of("rows", "101", "table", "orders")),
                        digest("a", "write", "db", Collections.singletonMap("rows", null))))
                .doesNotHaveDuplicates();
    }

    static Stream<Object> inexact() {
        return Stream.of(
                9_007_199_254_740_993L,
                new BigDecimal("9007199254740993.0"),
                new BigInteger("99999999999999991611392"),
                1L << 60,
                new BigDecimal("12345678901234567890.5"),
                List.of(Map.of("deep", Long.MAX_VALUE)),
                BigInteger.TEN.pow(400),
                Double.POSITIVE_INFINITY,
                "half a pair \uD800");
    }

    @ParameterizedTest
    @MethodSource("inexact")
    void refusesWhatCanonicalJsonWouldBend(Object value) {
        assertThatThrownBy(() -> digest("a", "write", "db", Map.of("value", value)))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ApprovalProblem.CONTEXT_NOT_CANONICAL));
    }

    @Test
    void takesDecimalsOfADoublesDigits() {
        assertThat(digest("a", "write", "db", Map.of("value", new BigDecimal("0.10"))))
                .isEqualTo(digest("a", "write", "db", Map.of("value", 0.1)));
    }

    @Test
    void takesWholeNumbersThatADoubleHolds() {
        assertThat(digest("a", "write", "db", Map.of("value", 9_007_199_254_740_992L)))
                .isNotEqualTo(digest("a", "write", "db", Map.of("value", 9_007_199_254_740_991L)));
    }

    private static String digest(String agent, String action, String resource, Map<String, ?> context) {
        return canonical(agent, action, resource, context).digest();
    }

    private static CanonicalRequest canonical(String agent, String action, String resource, Map<String, ?> context) {
        return CanonicalRequest.of(
                new ApprovalQuestion(UUID.randomUUID(), agent, action, resource, context, UUID.randomUUID(), null));
    }
}
