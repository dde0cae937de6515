package io.agentplane.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class StrictJsonTests {

    private static final JsonMapper API = mapper();
    private static final StoredJson STORED = StoredJson.of(API);

    private static JsonMapper mapper() {
        JsonMapper[] made = new JsonMapper[1];
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(JacksonAutoConfiguration.class, StrictJsonAutoConfiguration.class))
                .withPropertyValues(
                        "spring.jackson.deserialization.fail-on-unknown-properties=true",
                        "spring.jackson.mapper.allow-coercion-of-scalars=false")
                .run(context -> made[0] = context.getBean(JsonMapper.class));
        return made[0];
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"a\",\"text\":\"b\"}",
                "{\"any\":{\"a\":1,\"a\":2}}",
                "{\"any\":{\"deep\":[{\"a\":1,\"a\":2}]}}",
                "{\"color\":0}",
                "{\"color\":\"0\"}",
                "{\"text\":1}",
                "{\"text\":1.5}",
                "{\"text\":true}",
                "{\"number\":\"1\"}",
                "{\"number\":1e400}",
                "{\"number\":NaN}",
                "{\"any\":{\"a\":1e400}}",
                "{\"any\":{\"a\":[-1e400]}}",
                "{\"money\":1e400}",
                "{\"money\":1e-1001}",
                "{\"any\":{\"a\":1e-400}}",
                "{\"any\":{\"a\":0e-1001}}",
                "{\"money\":0.0e2147483647}",
                "{\"duration\":45}",
                "{\"duration\":1e-9}",
                "{\"id\":\"AAAAAAAAAAAAAAAAAAAAAA==\"}",
                "{\"id\":\"1-1-1-1-1\"}",
                "{\"id\":\"101a21ccc-9a6-7399-a5b7-5f41afb366f1\"}",
                "{\"text\":\"\\ud83d\"}",
                "{\"text\":\"\\ude00\\ud83d\"}",
                "{\"any\":{\"\\ud83d\":1}}",
                "{\"any\":{\"a\":\"\\udc00\"}}",
                "{\"text\":\"a\\u0000\"}",
                "{\"any\":{\"\\u0000\":1}}",
                "{\"any\":{\"a\":[\"\\u0000\"]}}",
                "{\"unknown\":1}",
            })
    void refusesWhatMeansNothingOrNotTheSameToEveryone(String json) {
        assertThatThrownBy(() -> API.readValue(json, Sample.class)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> API.readValue(json.getBytes(java.nio.charset.StandardCharsets.UTF_8), Sample.class))
                .isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32BE"})
    void readsNothingButUtf8(String charset) throws Exception {
        byte[] json = "{\"text\":\"a\"}".getBytes(charset);

        assertThatThrownBy(() -> API.readValue(json, Sample.class)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> API.readValue(new java.io.ByteArrayInputStream(json), Sample.class))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void refusesAWholeNumberThatNoDoubleHolds() {
        String json = "{\"any\":{\"a\":1" + "0".repeat(400) + "}}";

        assertThatThrownBy(() -> API.readValue(json, Sample.class)).isInstanceOf(RefusedTokenException.class);
    }

    /** PostgreSQL writes 1e308 out; whoever reads that may send it back. */
    @Test
    void takesDoublesWrittenOut() {
        for (String number : List.of("1e308", "-1.7976931348623157e308", "1." + "7".repeat(290) + "e-300")) {
            String told = new BigDecimal(number).toPlainString();

            assertThat(API.readValue("{\"any\":{\"a\":" + told + "}}", Sample.class)
                            .any())
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"100,false", "101,true"})
    void refusesWhatIsNestedTooDeep(int levels, boolean isRefused) {
        String json = "{\"any\":{\"a\":" + "[".repeat(levels - 2) + "]".repeat(levels - 2) + "}}";

        assertThat(catchThrowable(() -> API.readValue(json, Sample.class)) instanceof RefusedTokenException)
                .isEqualTo(isRefused);
    }

    @Test
    void takesWhatMakesSense() {
        Sample sample = API.readValue("""
                {"text":"\\ud83d\\ude00 é\\n","color":"RED","number":-1.5e300,"money":0.1234567890123456789,
                 "any":{"a":[1,{"b":null}],"zero":0e-101},"duration":"PT45S",
                 "id":"0190b6f0-0000-7000-8000-00000000000A","at":"2026-01-31T12:00:00.5+01:00"}""", Sample.class);

        assertThat(sample.text()).isEqualTo("\ud83d\ude00 é\n");
        assertThat(sample.number()).isEqualTo(-1.5e300);
        assertThat(sample.money()).isEqualTo(new BigDecimal("0.1234567890123456789"));
        assertThat(sample.at()).isEqualTo(Instant.parse("2026-01-31T11:00:00.5Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1795219200000",
                "1795219200",
                "\"1795219200000\"",
                "\"+58874-01-01T00:00:00Z\"",
                "\"9999-12-31T23:59:59-18:00\"",
                "\"0000-06-01T00:00:00Z\"",
                "\"-0001-01-01T00:00:00Z\"",
                "\"+999999999-12-31T23:59:59Z\"",
                "\"2026-01-31\"",
                "\"2026-01-31T12:00:00\"",
                "\"2026-01-31T12:00Z\"",
                "\"2026-02-30T12:00:00Z\"",
                "\"2026-01-31T12:00:60Z\"",
                "\"2026-01-31 12:00:00Z\"",
                "\" 2026-01-31T12:00:00Z\"",
                "\"\"",
            })
    void knowsOneFormOfTimes(String time) {
        assertThatThrownBy(() -> API.readValue("{\"at\":" + time + "}", Sample.class))
                .isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @CsvSource({"2026-01-31T12:00:00Z", "2026-01-31t12:00:00.123456z", "2026-01-31T12:00:00-18:00"})
    void takesTheFormsOfTheStandard(String time) {
        assertThat(Rfc3339.parse(time)).isNotNull();
    }

    @Test
    void readsWhatWasStoredBeforeAsItIs() {
        Sample old = STORED.read("""
                {"text":"\\ud83d","text":"b","later":1,"at":"+58874-01-01T00:00:00Z"}""", Sample.class);
        assertThat(STORED.read("{\"duration\":45}", Sample.class).duration()).isEqualTo(Duration.ofSeconds(45));
        assertThat(STORED.read("{\"at\":1795219200.5}", Sample.class).at())
                .isEqualTo(Instant.parse("2026-11-21T00:00:00.5Z"));

        assertThat(old.text()).isEqualTo("b");
        assertThat(old.at()).isEqualTo(Instant.parse("+58874-01-01T00:00:00Z"));
    }

    private enum Color {
        RED
    }

    private record Sample(
            String text,
            Color color,
            Double number,
            BigDecimal money,
            Map<String, Object> any,
            Instant at,
            Duration duration,
            UUID id) {}
}
