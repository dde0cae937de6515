package io.agentplane.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.validation.Validation;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class StrictReaderTests {

    private final StrictReader reader = new StrictReader(
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build(),
            Validation.buildDefaultValidatorFactory().getValidator());

    @Test
    void readsWhatIsRight() {
        assertThat(reader.read("{\"name\":\"a\",\"size\":2}", Order.class)).isEqualTo(new Order("a", 2));
        assertThat(reader.read(Map.of("name", "a", "size", 2), Order.class)).isEqualTo(new Order("a", 2));
        assertThat(reader.members(new Order("a", 2))).isEqualTo(Map.of("name", "a", "size", 2));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"name":"a","size":0}            | size
                    {"size":1}                       | name
                    {"name":"a","size":1,"colour":1} | colour
                    {"name":"a","size":"many"}       | size
                    """)
    void namesTheFieldThatIsWrong(String text, String field) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> reader.read(text, Order.class))
                .satisfies(refused -> assertThat(refused.errors())
                        .extracting(FieldFault::field)
                        .containsExactly(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"null", "[1]", "nonsense"})
    void refusesWhatIsNoObject(String text) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> reader.read(text, Order.class))
                .satisfies(refused -> assertThat(refused.errors()).isEmpty());
    }

    @Test
    void namesTheMemberThatIsWrong() {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> reader.read(Map.of("name", "a", "size", "many"), Order.class))
                .satisfies(refused -> assertThat(refused.errors())
                        .extracting(FieldFault::field)
                        .containsExactly("size"));
    }

    record Order(@NotNull String name, @Min(1) int size) {}
}
