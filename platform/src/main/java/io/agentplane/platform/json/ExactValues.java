package io.agentplane.platform.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads an object of any members with all digits of its numbers. Decimals become {@code BigDecimal}s; the usual doubles make
 * {@code 9007199254740993.0} and {@code 9007199254740992.0} the same.
 */
public final class ExactValues extends StdDeserializer<Map<String, @Nullable Object>> {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            // The rest of the request follows.
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(new TypeReference<Map<String, @Nullable Object>>() {});

    /** For Jackson. */
    public ExactValues() {
        super(Map.class);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> deserialize(JsonParser parser, DeserializationContext context) {
        return parser.isExpectedStartObjectToken()
                ? READER.readValue(parser)
                : (Map<String, @Nullable Object>) context.handleUnexpectedToken(Map.class, parser);
    }
}
