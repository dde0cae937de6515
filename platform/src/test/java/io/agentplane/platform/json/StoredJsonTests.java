package io.agentplane.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.type.descriptor.java.spi.UnknownBasicJavaType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

class StoredJsonTests {

    /** As strict as {@code platform.yaml} makes it. */
    private static final JsonMapper API = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .changeDefaultPropertyInclusion(inclusion -> inclusion
                    .withValueInclusion(JsonInclude.Include.NON_NULL)
                    .withContentInclusion(JsonInclude.Include.NON_NULL))
            .build();

    private final StoredJson json = StoredJson.of(API);
    private final ReadableColumns columns = new ReadableColumns(json);

    @Test
    void keepsTheNullsThatWereGivenButNotThoseOfFieldsLeftOut() {
        Map<String, Object> data = new HashMap<>();
        data.put("nothing", null);
        data.put("inside", new ArrayList<>(List.of(data("deeper"))));

        String written = json.write(new Kept("a", null, data, data("any")));

        assertThat(written)
                .doesNotContain("reason")
                .contains("\"nothing\":null")
                .contains("{\"deeper\":null}")
                .contains("\"free\":{\"any\":null}");
        assertThat(json.read(written, new TypeReference<Map<String, Object>>() {}))
                .containsEntry("data", data);
    }

    private static Map<String, @Nullable Object> data(String name) {
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put(name, null);
        return data;
    }

    @Test
    void readsWhatALaterReleaseHasAddedAndAnEarlierOneDidNotKnow() {
        String foreign = "{\"since\":\"2026-01-01T12:00:00Z\",\"colour\":\"red\"}";

        assertThat(json.read(foreign, Timed.class))
                .isEqualTo(new Timed(Instant.parse("2026-01-01T12:00:00Z"), null, 0));
        assertThatThrownBy(() -> API.readValue(foreign, Timed.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void readsTimesAsEarlierReleasesHaveWrittenThem() {
        assertThat(json.read("{\"since\":1767268800.123456000,\"length\":900.000000000,\"count\":3}", Timed.class))
                .isEqualTo(new Timed(Instant.parse("2026-01-01T12:00:00.123456Z"), Duration.ofMinutes(15), 3));
        assertThat(json.read("{\"since\":1767268800,\"length\":900,\"count\":3}", Timed.class))
                .isEqualTo(new Timed(Instant.parse("2026-01-01T12:00:00Z"), Duration.ofMinutes(15), 3));
    }

    @Test
    void readsEnumerationsAsEarlierReleasesHaveWrittenThem() {
        assertThat(json.read("\"monday\"", DayOfWeek.class)).isEqualTo(DayOfWeek.MONDAY);
        assertThat(json.read("\"MONDAY\"", DayOfWeek.class)).isEqualTo(DayOfWeek.MONDAY);
        assertThatThrownBy(() -> API.readValue("\"monday\"", DayOfWeek.class)).isInstanceOf(JacksonException.class);
    }

    @Test
    void writesNoColumnThatItCouldNotReadAgain() {
        var unreadable = new UnknownBasicJavaType<>(Unreadable.class);
        var readable = new UnknownBasicJavaType<>(Timed.class);
        var timed = new Timed(Instant.EPOCH, Duration.ofSeconds(1), 2);

        assertThatThrownBy(() -> columns.toString(new Unreadable(() -> 3), unreadable, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(columns.fromString(columns.toString(timed, readable, null), readable, null))
                .isEqualTo(timed);
    }

    record Kept(String name, @Nullable String reason, Map<String, ?> data, Object free) {}

    record Timed(Instant since, @Nullable Duration length, int count) {}

    /** Can be written, but nobody knows what to make when it is read. */
    record Unreadable(Shape shape) {}

    interface Shape {

        int getSides();
    }
}
