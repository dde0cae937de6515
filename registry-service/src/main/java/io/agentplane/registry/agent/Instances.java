package io.agentplane.registry.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The replicas of an agent: one at each endpoint, and only so many. */
record Instances(@JsonValue List<Instance> all) {

    static final Instances NONE = new Instances(List.of());

    private static final int MAX = 100;

    /** Earlier releases stored one endpoint in two spellings, and more instances than there may be; those stay. */
    Instances {
        Set<Endpoint> seen = new HashSet<>();
        all = all.stream().filter(instance -> seen.add(instance.endpoint())).toList();
    }

    Optional<Instance> at(Endpoint endpoint) {
        return first(instance -> instance.endpoint().equals(endpoint));
    }

    Optional<Instance> with(UUID id) {
        return first(instance -> instance.id().equals(id));
    }

    /**
     * Adds one at the end.
     *
     * @param kept never makes room
     */
    Instances plus(Instance added, @Nullable Endpoint kept) {
        List<Instance> others = withRoom(kept);
        others.add(added);
        return new Instances(others);
    }

    Instances plusFirst(Instance added) {
        List<Instance> others = withRoom(null);
        others.addFirst(added);
        return new Instances(others);
    }

    /**
     * Where there is no room, the oldest that was given up makes it: replicas that come with a new address each time would
     * fill the agent for good.
     */
    private List<Instance> withRoom(@Nullable Endpoint kept) {
        List<Instance> others = new ArrayList<>(all);
        if (others.size() >= MAX) {
            Instance givenUp = first(instance -> instance.status() == InstanceStatus.UNHEALTHY
                            && !instance.endpoint().equals(kept))
                    .orElseThrow(() ->
                            AgentProblem.TOO_MANY_INSTANCES.because("An agent has at most " + MAX + " instances"));
            others.remove(givenUp);
        }
        return others;
    }

    Instances without(Predicate<Instance> gone) {
        return new Instances(all.stream().filter(gone.negate()).toList());
    }

    Instances marked(UUID id, InstanceStatus status, @Nullable String reason) {
        return new Instances(all.stream()
                .map(instance -> instance.id().equals(id) ? instance.marked(status, reason) : instance)
                .toList());
    }

    private Optional<Instance> first(Predicate<Instance> wanted) {
        return all.stream().filter(wanted).findFirst();
    }
}
