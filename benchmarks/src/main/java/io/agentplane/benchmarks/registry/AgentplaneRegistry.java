package io.agentplane.benchmarks.registry;

import io.agentplane.benchmarks.load.Call;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Ours.
 *
 * @param address where the API begins
 * @param fleet vouches for a caller in the namespace of the agents that were there before
 * @param newcomers the same for a namespace that starts empty
 */
record AgentplaneRegistry(URI address, String fleet, String newcomers) implements Registry {

    private static final int COMBINATIONS = 1_000;

    @Override
    public Supplier<Call> registrations() {
        Map<String, String> caller = bearer(newcomers);
        URI agents = at("/agents");
        AtomicInteger next = new AtomicInteger();
        return () -> Call.post(agents, caller, registration("newcomer-" + next.getAndIncrement()));
    }

    private static String registration(String name) {
        return """
                {"name":"%s","version":"1.0.0","description":"Takes part in a benchmark","owner":"benchmark",\
                "capabilities":["reason","skill-1","domain-2"],"protocols":["rest"],"tags":{"region":"3"},\
                "endpoint":"http://127.0.0.1:9/agent"}""".formatted(name);
    }

    @Override
    public Supplier<Call> heartbeats(int agents) {
        Map<String, String> caller = bearer(fleet);
        AtomicInteger next = new AtomicInteger();
        return () -> Call.post(
                at("/agents/%s/heartbeat".formatted(AgentSeeds.id(next.getAndIncrement() % agents))),
                caller,
                "{\"load\":0.25,\"errorRate\":0.01,\"responseTime\":\"PT0.2S\"}");
    }

    @Override
    public Supplier<Call> lookUps() {
        Map<String, String> caller = bearer(fleet);
        AtomicInteger next = new AtomicInteger();
        return () -> {
            int number = next.getAndIncrement() % COMBINATIONS;
            return Call.get(
                    at("/agents?capability=skill-%d&capability=domain-%d&tag=region:%d"
                            .formatted(number % 10, number / 10 % 10, number / 100)),
                    caller);
        };
    }

    /** Every agent of the fleet has one of these capabilities, so every one is a candidate. */
    Call ranking() {
        return Call.post(
                at("/agents/rank"),
                bearer(fleet),
                "{\"capabilities\":[\"reason\",\"skill-1\",\"domain-2\"],\"limit\":10}");
    }

    /** Tells of every change among the newcomers. */
    Call watch() {
        return Call.get(at("/agents/watch"), bearer(newcomers));
    }

    /** A change among the newcomers. */
    Call change(String name) {
        return Call.post(at("/agents"), bearer(newcomers), registration(name));
    }

    private URI at(String path) {
        return URI.create(address + path);
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }
}
