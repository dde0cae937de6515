package io.agentplane.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ExactJsonTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"b\":{\"c\":2,\"d\":3}} | {\"b\":{\"d\":3,\"c\":2},\"a\":1}",
                "[1,100,0.5,0,9007199254740993] | [1.0,1e2,5e-1,-0.0,9007199254740993.0]",
                "[{\"a\":[],\"b\":\"x\"}] | [ { \"b\" : \"x\", \"a\" : [ ] } ]",
            })
    void isOneForAllThatMeansTheSame(String one, String other) {
        assertThat(digest(one)).isEqualTo(digest(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,2] | [2,1]",
                "1 | \"1\"",
                "9007199254740993 | 9007199254740992",
                "{\"a\":null} | {}",
                "{\"a\":{\"b\":1},\"c\":2} | {\"a\":{\"b\":1,\"c\":2}}",
                "\"1.0\" | \"1\"",
                "true | \"true\"",
            })
    void tellsApartWhatMeansSomethingElse(String one, String other) {
        assertThat(digest(one)).isNotEqualTo(digest(other));
    }

    @Test
    void knowsTheNumbersOfRecordsByTheirValueToo() {
        assertThat(ExactJson.sha256(new Priced(new BigDecimal("1"), List.of())))
                .isEqualTo(ExactJson.sha256(new Priced(new BigDecimal("1.00"), List.of())))
                .isNotEqualTo(ExactJson.sha256(new Priced(null, List.of())));
    }

    private static String digest(String json) {
        return ExactJson.sha256(Map.of(
                "value",
                JsonMapper.builder()
                        .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .build()
                        .readValue(json, Object.class)));
    }

    private record Priced(@Nullable BigDecimal cost, List<String> items) {}
}
