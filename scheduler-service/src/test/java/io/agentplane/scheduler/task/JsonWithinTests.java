package io.agentplane.scheduler.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.platform.json.PlainJson;
import io.agentplane.scheduler.task.JsonWithin.Validator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsonWithinTests {

    static Stream<Object> written() {
        Map<String, Object> object = new LinkedHashMap<>(Map.of("ö\"", List.of(), "b", Map.of()));
        object.put("nothing", null);
        return Stream.of(
                object,
                Arrays.asList(
                        null, true, false, 7, -7, 9_007_199_254_740_993L, new BigInteger("-12345678901234567890123")),
                "\u0001\n\t\b\f\r\"\\/é漢🚀",
                new BigDecimal("0.50"),
                new BigDecimal("-12.345"),
                List.of(Map.of("a", 1)),
                Map.of());
    }

    @ParameterizedTest
    @MethodSource("written")
    void countsWhatIsWritten(Object value) {
        byte[] json = PlainJson.writer().writeValueAsString(value).getBytes(StandardCharsets.UTF_8);

        assertThat(Validator.octets(value)).isEqualTo(json.length);
    }

    @ParameterizedTest
    @CsvSource({"1E+300,301", "-1E+300,302", "1E-300,302", "1.5E+3,4", "0.001,5", "12E-2,4"})
    void countsNumbersAsTheyAreStored(BigDecimal number, int octets) {
        assertThat(number.toPlainString()).hasSize(octets);
        assertThat(Validator.octets(number)).isEqualTo(octets);
    }

    @Test
    void countsNothingAsNull() {
        assertThat(Validator.octets(null)).isEqualTo(4);
    }
}
