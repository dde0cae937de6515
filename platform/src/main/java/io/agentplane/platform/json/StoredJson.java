package io.agentplane.platform.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON that is kept or goes to another service: columns of entities, jsonb in written SQL, events, kept answers. It looks
 * as in the API, and is read tolerantly, since another release may have written it: a field that is not known is passed over,
 * one that is missing is empty, and names of enumerations count in small letters too.
 */
public final class StoredJson {

    private final JsonMapper mapper;

    private StoredJson(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** @param api the mapper of the requests and answers, which is strict */
    public static StoredJson of(JsonMapper api) {
        return new StoredJson(api.rebuild()
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withContentInclusion(JsonInclude.Include.ALWAYS))
                .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .disable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build());
    }

    public String write(@Nullable Object value) {
        return mapper.writeValueAsString(value);
    }

    public byte[] writeBytes(@Nullable Object value) {
        return mapper.writeValueAsBytes(value);
    }

    /** @throws JacksonException when the text can't be read as this type */
    public <T> T read(String json, Class<T> type) {
        return mapper.readValue(json, type);
    }

    /** @throws JacksonException when the text can't be read as this type */
    public <T> T read(String json, TypeReference<T> type) {
        return mapper.readValue(json, type);
    }

    /** @throws JacksonException when the text can't be read as this type */
    public <T> T read(byte[] json, Class<T> type) {
        return mapper.readValue(json, type);
    }

    /** Turns a value that was read as maps and lists into what it stands for. */
    public <T> T convert(@Nullable Object value, Class<T> type) {
        return mapper.convertValue(value, type);
    }

    /** For a library that has to be given a mapper. */
    public JsonMapper mapper() {
        return mapper;
    }
}
