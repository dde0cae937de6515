package io.agentplane.platform.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.test.web.servlet.client.RestTestClient;

/** The examples of bodies in a service's OpenAPI document, for a test that sends each of them. */
public final class RequestExamples {

    private final DocumentContext document;
    private final Set<String> taken = new HashSet<>();

    public RequestExamples(RestTestClient client) {
        document = JsonPath.parse(TestApi.body(client.get().uri("/v3/api-docs").exchange(), String.class));
    }

    /** The example of a schema, as it is. */
    public Map<String, Object> of(String schema) {
        taken.add(schema);
        return document.read("$.components.schemas['" + schema + "'].example");
    }

    /** The same with another value of a member that it has, such as an id that stands for the caller's. */
    public Map<String, Object> of(String schema, String member, Object value) {
        Map<String, Object> example = new LinkedHashMap<>(of(schema));
        assertThat(example.put(member, value)).isNotNull();
        return example;
    }

    /** An example that isn't a schema's. */
    public Map<String, Object> at(String path) {
        return document.read(path);
    }

    /** Fails when there is a request whose example was not asked for. */
    public void requireAllTaken() {
        Map<String, Object> schemas = document.read("$.components.schemas");
        assertThat(schemas.keySet())
                .filteredOn(schema -> schema.endsWith("Request"))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(taken).contains(request));
    }
}
