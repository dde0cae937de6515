package io.agentplane.benchmarks.registry;

import io.agentplane.benchmarks.load.Call;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Netflix Eureka. It finds instances by the name of their application only, so the fleet is spread over a thousand
 * applications: a look-up finds as many as ours does.
 *
 * @param address where its API begins
 */
record EurekaRegistry(URI address) implements Registry {

    private static final int APPLICATIONS = 1_000;
    private static final Map<String, String> JSON = Map.of("Accept", "application/json");

    @Override
    public Supplier<Call> registrations() {
        return registrations("NEWCOMERS", 0);
    }

    /** The fleet's agents from this one on. */
    Supplier<Call> fleet(int from) {
        return registrations("AGENTS", from);
    }

    private Supplier<Call> registrations(String group, int from) {
        AtomicInteger next = new AtomicInteger(from);
        return () -> {
            int number = next.getAndIncrement();
            String application = application(group, number);
            return Call.post(at(application), JSON, registration(application, number));
        };
    }

    private static String registration(String application, int number) {
        return """
                {"instance":{"instanceId":"agent-%2$d","app":"%1$s","vipAddress":"%1$s","hostName":"127.0.0.1",\
                "ipAddr":"127.0.0.1","status":"UP","port":{"$":9,"@enabled":"true"},\
                "dataCenterInfo":{"@class":"com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo","name":"MyOwn"},\
                "leaseInfo":{"durationInSecs":3600},\
                "metadata":{"version":"1.0.0","description":"Takes part in a benchmark","owner":"benchmark",\
                "capabilities":"reason,skill-1,domain-2","region":"3"}}}""".formatted(application, number);
    }

    @Override
    public Supplier<Call> heartbeats(int agents) {
        AtomicInteger next = new AtomicInteger();
        return () -> {
            int number = next.getAndIncrement() % agents;
            return Call.put(at("%s/agent-%d".formatted(application("AGENTS", number), number)), JSON);
        };
    }

    @Override
    public Supplier<Call> lookUps() {
        AtomicInteger next = new AtomicInteger();
        return () -> Call.get(at(application("AGENTS", next.getAndIncrement())), JSON);
    }

    private static String application(String group, int number) {
        return "%s-%d".formatted(group, number % APPLICATIONS);
    }

    private URI at(String path) {
        return URI.create(address + "/apps/" + path);
    }
}
