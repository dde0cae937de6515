package io.agentplane.registry.agent;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.problem.StrictReader;
import io.agentplane.platform.problem.UniqueConstraint;
import io.agentplane.platform.web.MergePatch;
import io.agentplane.platform.web.Revision;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The book of the agents of the present namespace: who is in it, and what is said of each. */
@Service
public class AgentRegistry {

    private static final int TOGETHER = 64;

    private final AgentRepository agents;
    private final HeartbeatQueries heartbeats;
    private final AgentNames names;
    private final StrictReader reader;
    private final Clock clock;

    AgentRegistry(
            AgentRepository agents, HeartbeatQueries heartbeats, AgentNames names, StrictReader reader, Clock clock) {
        this.agents = agents;
        this.heartbeats = heartbeats;
        this.names = names;
        this.reader = reader;
        this.clock = clock;
    }

    /** Registers an agent; the same name and version twice is a conflict, however close the two come. */
    @Transactional
    AgentView register(RegisterAgentRequest request) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        requireUsableBackup(id, request.backupAgentId());
        names.claim(request.name(), request.version(), request.owner());
        try {
            return agents.saveAndFlush(new Agent(id, request, clock.instant())).view();
        } catch (DataIntegrityViolationException refused) {
            throw UniqueConstraint.taken(
                    refused,
                    () -> AgentProblem.AGENT_ALREADY_REGISTERED.because(
                            "An agent with this name and version is registered already, or was until recently"));
        }
    }

    @Transactional(readOnly = true)
    public AgentView get(UUID id) {
        return agents.findById(id).orElseThrow(AgentRegistry::unknown).view(heartbeats.signs(List.of(id)));
    }

    /** The agents with these ids, in the order of the ids; those of other namespaces and unknown ones are left out. */
    @Transactional(readOnly = true)
    public List<AgentView> views(List<UUID> ids) {
        Signs signs = heartbeats.signs(ids);
        return agents.findAllByIdIn(ids).stream()
                .sorted(Comparator.comparingInt(agent -> ids.indexOf(agent.getId())))
                .map(agent -> agent.view(signs))
                .toList();
    }

    /** The same, read a few at a time, as far as somebody reads on. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Stream<AgentView> stream(List<UUID> ids) {
        return IntStream.iterate(0, from -> from < ids.size(), from -> from + TOGETHER)
                .boxed()
                .flatMap(from -> views(ids.subList(from, Math.min(from + TOGETHER, ids.size()))).stream());
    }

    /**
     * The same as {@link #views} for a change that depends on their status: that stays as it is until the end of the
     * transaction. To be asked before anything else is read of them, and before other rows are locked.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<AgentView> hold(Collection<UUID> ids) {
        return agents.findByIdInOrderById(ids).stream().map(Agent::view).toList();
    }

    /**
     * Changes what is said of an agent by a merge patch (RFC 7396) of its registration. A null takes a field back to its
     * default.
     */
    @Transactional
    AgentView change(UUID id, Revision read, Map<String, @Nullable Object> patch) {
        Agent agent = agents.findToChange(id).orElseThrow(AgentRegistry::unknown);
        read.requireCurrent(agent.revision());
        requireUntouched(patch);
        RegisterAgentRequest after =
                reader.read(MergePatch.apply(reader.members(agent.registration()), patch), RegisterAgentRequest.class);
        requireUsableBackup(id, after.backupAgentId());
        agent.change(after, clock.instant());
        return stored(agent);
    }

    /** Gives the agent's name, with all of its versions, to another owner. */
    @Transactional
    AgentView transfer(UUID id, String owner) {
        String name = names.lockNameOf(id).orElseThrow(AgentRegistry::unknown);
        List<Agent> versions = agents.findNameToChange(name);
        Agent asked = versions.stream()
                .filter(version -> version.getId().equals(id))
                .findFirst()
                .orElseThrow(() -> AgentProblem.AGENT_DECOMMISSIONED.because(
                        "The agent is decommissioned, so its name can no longer be transferred"));
        names.transfer(name, owner);
        for (Agent version : versions) {
            version.transferTo(owner);
            agents.saveAndFlush(version);
        }
        return asked.view(heartbeats.signs(List.of(id)));
    }

    private AgentView stored(Agent agent) {
        return agents.saveAndFlush(agent).view(heartbeats.signs(List.of(agent.getId())));
    }

    private void requireUsableBackup(UUID id, @Nullable UUID backup) {
        if (backup == null) {
            return;
        }
        if (names.wouldCloseACircle(id, backup)) {
            throw invalid("backupAgentId", "would make the agent its own backup, directly or over others");
        }
        if (agents.findById(backup).isEmpty()) {
            throw invalid("backupAgentId", "names no agent of this namespace");
        }
    }

    private static void requireUntouched(Map<String, @Nullable Object> patch) {
        for (String field : List.of("name", "version")) {
            if (patch.containsKey(field)) {
                throw invalid(field, "is what the agent is known by; register another version instead");
            }
        }
        if (patch.containsKey("owner")) {
            throw invalid("owner", "belongs to the name; transfer the name instead");
        }
    }

    private static RuntimeException invalid(String field, String message) {
        return PlatformProblem.INVALID_REQUEST
                .because("Not valid: " + field)
                .withErrors(List.of(new FieldFault(field, message)));
    }

    static RuntimeException unknown() {
        return AgentProblem.AGENT_NOT_FOUND.because("There is no agent with this id");
    }
}
