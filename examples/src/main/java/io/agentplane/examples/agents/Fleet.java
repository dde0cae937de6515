package io.agentplane.examples.agents;

import io.agentplane.sdk.Agent;
import io.agentplane.sdk.AgentRegistration;
import io.agentplane.sdk.AgentStatus;
import io.agentplane.sdk.Agentplane;
import io.agentplane.sdk.AgentplaneProblemException;
import io.agentplane.sdk.Gateway;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The agents that belong together, as the registry knows them. */
final class Fleet {

    /** Marks its agents. */
    static final Map<String, String> TAGS = Map.of("fleet", "agentplane-examples");

    private static final String TAKEN = "agent-already-registered";
    private static final int MAX_PAGE = 500;
    private static final int MAX_LIVES = 1_000;

    private final Agentplane agentplane;
    private final Gateway gateway;

    Fleet(Agentplane agentplane) {
        this.agentplane = agentplane;
        this.gateway = agentplane.gateway();
    }

    /**
     * Registers the agent. One that was killed and came back under its name goes on as the agent that it was; after one
     * whose service has ended comes its next version.
     */
    Agent join(AgentSettings settings, int number) {
        String name = settings.agentName(number);
        for (int patch = 0; patch < MAX_LIVES; patch++) {
            String version = "1.0." + patch;
            try {
                return agentplane.register(registration(settings, name, version));
            } catch (AgentplaneProblemException problem) {
                if (!problem.code().equals(TAKEN)) {
                    throw problem;
                }
                Optional<Agent> earlier = find(name, version);
                if (earlier.isPresent()) {
                    return earlier.get();
                }
            }
        }
        throw new IllegalStateException("%s has ended %d times".formatted(name, MAX_LIVES));
    }

    private static AgentRegistration registration(AgentSettings settings, String name, String version) {
        return AgentRegistration.of(name, version)
                .description("A " + settings.role().label() + " for " + settings.specialization())
                .owner("agentplane-examples")
                .role(settings.role().name())
                .specialization(settings.specialization())
                .capabilities(settings.specialization())
                .maxConcurrency(2)
                .tags(TAGS)
                .build();
    }

    /** That agent, unless its service has ended. */
    private Optional<Agent> find(String name, String version) {
        Agents found = gateway.get(
                "/agents?status=ANY&name=%s&version=%s&limit=%d".formatted(encoded(name), encoded(version), MAX_PAGE),
                Agents.class);
        return Arrays.stream(found.items())
                .filter(agent -> agent.status() != AgentStatus.INACTIVE && agent.status() != AgentStatus.DECOMMISSIONED)
                .findFirst();
    }

    /** What the workers that are active are good at. */
    SortedSet<String> specializations() {
        Members workers = gateway.get(
                "/agents?status=ACTIVE&role=WORKER&tag=fleet:%s&limit=%d".formatted(TAGS.get("fleet"), MAX_PAGE),
                Members.class);
        return Arrays.stream(workers.items())
                .map(Member::specialization)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the agent is a worker of this fleet. */
    boolean hasWorker(UUID agentId) {
        Member member = gateway.get("/agents/" + agentId, Member.class);
        return member.role().equals(AgentSettings.Role.WORKER.name())
                && member.tags() != null
                && member.tags().entrySet().containsAll(TAGS.entrySet());
    }

    /** Also an agent that is at work already, as one is that comes back from a crash. */
    void putToWork(UUID agentId) {
        if (gateway.get("/agents/" + agentId, Agent.class).status() != AgentStatus.ACTIVE) {
            agentplane.activate(agentId);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private record Agents(Agent[] items) {}

    private record Members(Member[] items) {}

    private record Member(
            UUID id,
            String role,
            String specialization,
            @Nullable Map<String, String> tags) {}
}
