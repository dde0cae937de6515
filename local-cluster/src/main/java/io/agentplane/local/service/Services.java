package io.agentplane.local.service;

import io.agentplane.local.kafka.KafkaBroker;
import io.agentplane.local.postgres.PostgresServer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The services that make up the control plane. */
public final class Services {

    /** The one that listens on the public port. */
    public static final String GATEWAY = "gateway";

    private static final String SIGNING_KEY = "agentplane.identity.signing-key-file";

    /** The registry asks by itself whether a backup may be activated. */
    private static final String REGISTRY_KEYS = "agentplane.identity.trusted.registry-service";

    public static final List<Service> ALL = List.of(
            withSchemas(
                    List.of("policy", "audit"),
                    surroundings -> Map.of(
                            "agentplane.policy.bootstrap-key-file",
                            surroundings.folder().adminKey().toString(),
                            REGISTRY_KEYS,
                            keys(surroundings, "registry"))),
            withSchema("config", surroundings -> Map.of(REGISTRY_KEYS, keys(surroundings, "registry"))),
            withSchema(
                    "registry",
                    surroundings -> Map.of(
                            "agentplane.registry.config-url",
                            surroundings.api("config"),
                            "agentplane.registry.policy-url",
                            surroundings.api("policy"),
                            SIGNING_KEY,
                            surroundings.secret("registry-key"))),
            withSchema(
                    "scheduler", surroundings -> Map.of("agentplane.scheduler.policy-url", surroundings.api("policy"))),
            new Service(
                    GATEWAY,
                    Set.of(KafkaBroker.NAME),
                    List.of(),
                    List.of(),
                    surroundings -> Map.of(
                            "agentplane.gateway.services.registry",
                            surroundings.url("registry"),
                            "agentplane.gateway.services.config",
                            surroundings.url("config"),
                            "agentplane.gateway.services.policy",
                            surroundings.url("policy"),
                            "agentplane.gateway.services.scheduler",
                            surroundings.url("scheduler"),
                            "agentplane.gateway.audit.folder",
                            surroundings
                                    .folder()
                                    .of(GATEWAY)
                                    .resolve("audit-spool")
                                    .toString(),
                            "agentplane.gateway.decision.folder",
                            surroundings
                                    .folder()
                                    .of(GATEWAY)
                                    .resolve("decision-spool")
                                    .toString(),
                            SIGNING_KEY,
                            surroundings.secret("identity-key"))));

    private Services() {}

    private static String keys(Surroundings surroundings, String service) {
        return surroundings.api(service) + "/.well-known/jwks.json";
    }

    private static Service withSchema(String name, Function<Surroundings, Map<String, String>> settings) {
        return withSchemas(List.of(name), settings);
    }

    private static Service withSchemas(List<String> schemas, Function<Surroundings, Map<String, String>> settings) {
        return new Service(
                schemas.getFirst(), Set.of(PostgresServer.NAME, KafkaBroker.NAME), schemas, List.of(), settings);
    }

    /** The names of all listeners of all services. */
    public static Set<String> ports() {
        Set<String> names = new LinkedHashSet<>();
        ALL.forEach(service -> {
            names.add(service.name());
            names.add(service.managementPort());
        });
        return names;
    }
}
