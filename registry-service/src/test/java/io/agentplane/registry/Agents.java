package io.agentplane.registry;

import static io.agentplane.platform.test.TestApi.body;
import static io.agentplane.platform.test.TestApi.created;

import io.agentplane.platform.test.TestApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The agents of a caller, made and moved as a caller would. */
public record Agents(TestApi api) {

    /** What a registration needs at least, with these fields in addition. */
    public static Map<String, Object> registration(String name, String version, Map<String, ?> fields) {
        Map<String, Object> registration =
                new HashMap<>(Map.of("name", name, "version", version, "owner", "blue-team"));
        registration.putAll(fields);
        return registration;
    }

    public String register(String name) {
        return register(name, "1.0.0", Map.of());
    }

    public String register(String name, String version, Map<String, ?> fields) {
        return created(api.post("/agents", registration(name, version, fields)), Map.class)
                .get("id")
                .toString();
    }

    public String activate(String id) {
        api.post("/agents/" + id + "/activate").expectStatus().isOk();
        return id;
    }

    public void deactivate(String id) {
        api.post("/agents/" + id + "/deactivate", Map.of("reason", "done"))
                .expectStatus()
                .isOk();
    }

    public void decommission(String id) {
        api.post("/agents/" + id + "/decommission").expectStatus().isOk();
    }

    public Map<?, ?> get(String id) {
        return body(api.get("/agents/" + id), Map.class);
    }

    /** The names found, in order. */
    public List<String> found(String query) {
        List<?> items = (List<?>) body(api.get("/agents" + query), Map.class).get("items");
        return items.stream()
                .map(agent -> ((Map<?, ?>) agent).get("name").toString())
                .toList();
    }
}
