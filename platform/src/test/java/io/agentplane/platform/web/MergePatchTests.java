package io.agentplane.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class MergePatchTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The cases of RFC 7396, appendix A, whose original, patch and result are objects. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"a":"b"}            | {"a":"c"}                   | {"a":"c"}
                    {"a":"b"}            | {"b":"c"}                   | {"a":"b","b":"c"}
                    {"a":"b"}            | {"a":null}                  | {}
                    {"a":"b","b":"c"}    | {"a":null}                  | {"b":"c"}
                    {"a":["b"]}          | {"a":"c"}                   | {"a":"c"}
                    {"a":"c"}            | {"a":["b"]}                 | {"a":["b"]}
                    {"a":{"b":"c"}}      | {"a":{"b":"d","c":null}}    | {"a":{"b":"d"}}
                    {"a":[{"b":"c"}]}    | {"a":[1]}                   | {"a":[1]}
                    {"a":{"a":"b"}}      | {"b":1}                     | {"a":{"a":"b"},"b":1}
                    {}                   | {"a":{"bb":{"ccc":null}}}   | {"a":{"bb":{}}}
                    {"a":"foo"}          | {"a":{"b":"c"}}             | {"a":{"b":"c"}}
                    """)
    void followsTheStandard(String original, String patch, String result) {
        assertThat(MergePatch.apply(read(original), read(patch))).isEqualTo(read(result));
    }

    private static Map<String, Object> read(String object) {
        return JSON.readValue(object, new TypeReference<>() {});
    }
}
