package io.agentplane.policy.permission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.web.Revision;
import io.agentplane.policy.engine.AgentPermissions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;

/** What the agents of the present namespace may do at all. A change binds on every replica within a second. */
@Service
public class AgentRights {

    private static final Duration KNOWN_FOR = Duration.ofSeconds(1);
    private static final int MAX_PAIRS_KNOWN = 2_000_000;

    private final AgentPermissionQueries queries;
    private final ApplicationEventPublisher events;
    private final Cache<Agent, Entry> entries;

    AgentRights(AgentPermissionQueries queries, ApplicationEventPublisher events) {
        this.queries = queries;
        this.events = events;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(MAX_PAIRS_KNOWN)
                .weigher((Agent agent, Entry entry) -> entry.pairs() + 1)
                .expireAfterWrite(KNOWN_FOR)
                .build();
    }

    /** Refuses an agent's principal that asks in the name of another agent. */
    public void requireCallerIs(Collection<String> agentIds) {
        Caller caller = Caller.current();
        if (caller.agentId() != null && !Set.of(caller.agentId()).containsAll(agentIds)) {
            throw PlatformProblem.AGENT_MISMATCH.because("An agent can ask for itself only");
        }
    }

    /** Reads what is known of many agents with one statement, before each is asked about. */
    public void prepare(Collection<String> agentIds) {
        Set<Agent> missing = agentIds.stream().flatMap(id -> agent(id).stream()).collect(Collectors.toSet());
        missing.removeAll(entries.getAllPresent(missing).keySet());
        if (!missing.isEmpty()) {
            entries.putAll(read(missing));
        }
    }

    /** Whether policies need not be asked, since no pair of the agent's covers this. */
    public boolean forbid(String agentId, String action, @Nullable String resource) {
        return agent(agentId)
                .map(agent -> entry(agent).permissions())
                .map(permissions -> !permissions.cover(action, resource))
                .orElse(false);
    }

    @Transactional(readOnly = true)
    AgentPermissionsView get(UUID agentId) {
        return queries.find(Namespace.current(), List.of(agentId)).stream()
                .findFirst()
                .orElseThrow(AgentRights::notFound);
    }

    /** Sets all pairs, of a new entry if the caller has read that there is none (revision 0). */
    @Transactional
    AgentPermissionsView change(UUID agentId, WriteAgentPermissionsRequest request, Revision read) {
        AgentPermissionsView changed = queries.store(
                        new AgentPermissionsView(agentId, Namespace.current(), request.pairs(), null, 0), read.number())
                .orElseThrow(() -> stale(agentId));
        events.publishEvent(new AgentPermissionsChanged(changed));
        return changed;
    }

    /** Leaves the agent to the policies. */
    @Transactional
    void delete(UUID agentId, Revision read) {
        get(agentId);
        AgentPermissionsView deleted =
                queries.delete(Namespace.current(), agentId, read.number()).orElseThrow(() -> stale(agentId));
        events.publishEvent(new AgentPermissionsChanged(deleted));
    }

    private DomainException stale(UUID agentId) {
        long current = queries.find(Namespace.current(), List.of(agentId)).stream()
                .mapToLong(AgentPermissionsView::revision)
                .findFirst()
                .orElse(0);
        return Revision.stale().with("currentRevision", current);
    }

    @TransactionalEventListener
    void forget(AgentPermissionsChanged change) {
        entries.invalidate(new Agent(change.namespace(), change.state().agentId()));
    }

    private Entry entry(Agent agent) {
        return entries.get(agent, missing -> read(Set.of(missing)).getOrDefault(missing, Entry.NONE));
    }

    private Map<Agent, Entry> read(Set<Agent> agents) {
        Map<Agent, Entry> read = new HashMap<>();
        agents.forEach(agent -> read.put(agent, Entry.NONE));
        agents.stream()
                .collect(Collectors.groupingBy(Agent::namespace, Collectors.mapping(Agent::id, Collectors.toSet())))
                .forEach((namespace, ids) -> queries.find(namespace, ids)
                        .forEach(entry -> read.put(new Agent(namespace, entry.agentId()), Entry.of(entry))));
        return read;
    }

    /** Nobody but agents of the registry, whose ids are UUIDs, can have an entry. */
    private static Optional<Agent> agent(String id) {
        try {
            return Optional.of(new Agent(Namespace.current(), UUID.fromString(id)));
        } catch (IllegalArgumentException noUuid) {
            return Optional.empty();
        }
    }

    private static RuntimeException notFound() {
        return PermissionProblem.AGENT_PERMISSIONS_NOT_FOUND.because(
                "The agent has no permissions of its own; only policies apply to it");
    }

    private record Agent(String namespace, UUID id) {}

    /**
     * What is known of one agent.
     *
     * @param permissions null when policies alone bind it
     */
    private record Entry(@Nullable AgentPermissions permissions, int pairs) {

        private static final Entry NONE = new Entry(null, 0);

        static Entry of(AgentPermissionsView entry) {
            return new Entry(
                    AgentPermissions.compile(entry.permissions()),
                    entry.permissions().size());
        }
    }
}
