package io.agentplane.local.service;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One service of the control plane, and what tells it from the others.
 *
 * @param startsAfter the parts it needs to become ready
 * @param schemas those that it uses in the database
 * @param jvmFlags what its JVM is told beyond what all are told
 * @param settings the Spring properties that only this service has
 */
public record Service(
        String name,
        Set<String> startsAfter,
        List<String> schemas,
        List<String> jvmFlags,
        Function<Surroundings, Map<String, String>> settings) {

    public Service {
        startsAfter = Set.copyOf(startsAfter);
        schemas = List.copyOf(schemas);
        jvmFlags = List.copyOf(jvmFlags);
    }

    /** The same service in a JVM that is told something else. */
    public Service withJvmFlags(List<String> flags) {
        return new Service(name, startsAfter, schemas, flags, settings);
    }

    /** The name of its management listener among the ports. */
    public String managementPort() {
        return name + "-management";
    }

    /** The Maven module it is built from. */
    public String module() {
        return name + "-service";
    }
}
