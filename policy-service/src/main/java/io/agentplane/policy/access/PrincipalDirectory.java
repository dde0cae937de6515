package io.agentplane.policy.access;

import com.github.f4b6a3.uuid.UuidCreator;
import io.agentplane.platform.identity.Caller;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import io.agentplane.platform.problem.UniqueConstraint;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Pages;
import io.agentplane.platform.web.Revision;
import io.agentplane.policy.access.AccessEvent.RoleBindingChanged;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The principals of the present namespace. Nobody stops, lets in or deletes one who has more rights than they, and the
 * control plane never loses its last administrator.
 */
@Service
public class PrincipalDirectory {

    private static final int LOOKS_FOR_AN_AGENT = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final PrincipalRepository principals;
    private final KeyRing keys;
    private final RoleQueries roles;
    private final BindingQueries bindings;
    private final AccessQueries queries;
    private final Administrators administrators;
    private final CallerRights callerRights;
    private final Pages pages;
    private final TransactionOperations transaction;
    private final ApplicationEventPublisher events;

    PrincipalDirectory(
            PrincipalRepository principals,
            KeyRing keys,
            RoleQueries roles,
            BindingQueries bindings,
            AccessQueries queries,
            Administrators administrators,
            CallerRights callerRights,
            Pages pages,
            TransactionOperations transaction,
            ApplicationEventPublisher events) {
        this.principals = principals;
        this.keys = keys;
        this.roles = roles;
        this.bindings = bindings;
        this.queries = queries;
        this.administrators = administrators;
        this.callerRights = callerRights;
        this.pages = pages;
        this.transaction = transaction;
        this.events = events;
    }

    /**
     * Checks who is to become a principal, outside a transaction: the event of an agent that was registered a moment ago has some
     * time to come.
     */
    @Transactional(propagation = Propagation.NEVER)
    Principal prepare(CreatePrincipalRequest request) {
        UUID agentId = request.agentId();
        if ((request.kind() == PrincipalKind.AGENT) != (agentId != null)) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Not valid: agentId")
                    .withErrors(List.of(new FieldFault("agentId", "must name the agent of an AGENT, and of no other")));
        }
        if (agentId != null && !awaitAgent(agentId)) {
            throw AccessProblem.AGENT_ELSEWHERE.because(
                    "The registry has not told of such an agent in this namespace yet;"
                            + " check the id, or try again later");
        }
        return new Principal(UuidCreator.getTimeOrderedEpoch(), request.name(), request.kind(), agentId, Set.of());
    }

    private boolean awaitAgent(UUID agentId) {
        try {
            boolean isHere = queries.isAgentHere(agentId);
            for (int look = 1; !isHere && look < LOOKS_FOR_AN_AGENT; look++) {
                Thread.sleep(BETWEEN_LOOKS);
                isHere = queries.isAgentHere(agentId);
            }
            return isHere;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Transactional
    PrincipalView create(Principal principal) {
        try {
            return store(principal);
        } catch (DataIntegrityViolationException refused) {
            throw UniqueConstraint.taken(
                    refused,
                    () -> AccessProblem.PRINCIPAL_NAME_TAKEN.because(
                            "Another principal of this namespace has this name"));
        }
    }

    @Transactional
    PrincipalView change(UUID id, ChangePrincipalRequest request, Revision read) {
        queries.lockRights();
        Principal principal = find(id);
        read.requireCurrent(principal.revision());
        callerRights.requireAllOf(id);
        if (!request.enabled()) {
            administrators.requireAnotherThan(principal);
        } else if (principal.agentId() != null && !queries.isAgentHere(principal.agentId())) {
            throw AccessProblem.AGENT_ELSEWHERE.because("The agent is decommissioned, and nobody acts as it any more");
        }
        principal.enable(request.enabled());
        return store(principal);
    }

    /** Disables whoever acts as an agent that is gone for good. */
    public void stop(String namespace, UUID agentId) {
        Namespace.run(
                namespace,
                () -> transaction.executeWithoutResult(status -> {
                    queries.lockRights();
                    principals.findByAgentId(agentId).forEach(principal -> {
                        principal.enable(false);
                        principals.saveAndFlush(principal);
                    });
                }));
    }

    /**
     * Refuses a caller that asks in the name of another principal. Those who submit tasks are asked about by their own ids, and
     * what others approved for them is theirs.
     */
    public void requireNoneElse(Collection<String> ids) {
        Set<UUID> others = ids.stream()
                .filter(id -> !id.equals(Caller.current().id()))
                .flatMap(id -> uuid(id).stream())
                .collect(Collectors.toSet());
        if (!others.isEmpty() && queries.isAnyAPrincipal(others)) {
            throw PlatformProblem.AGENT_MISMATCH.because("A principal can be asked about by itself only");
        }
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException another) {
            return Optional.empty();
        }
    }

    /** Deletes a principal; its keys are revoked first, and what it holds elsewhere ends. */
    @Transactional
    void delete(UUID id) {
        queries.lockRights();
        Principal principal = find(id);
        callerRights.requireAllOf(id);
        administrators.requireAnotherThan(principal);
        keys.revokeAll(id);
        bindings.deleteAll(id).forEach(ended -> events.publishEvent(new RoleBindingChanged(ended)));
        principal.delete();
        principals.delete(principal);
    }

    @Transactional(readOnly = true)
    PrincipalView get(UUID id) {
        return find(id).view(roles.graph());
    }

    /**
     * The names of the roles that a principal has in the present namespace at this moment, those that its roles include
     * among them; none for one that is disabled.
     */
    public Set<String> rolesOf(UUID id) {
        return roles.graph().withIncluded(queries.roles(id, Namespace.current()));
    }

    /** Oldest first. */
    @Transactional(readOnly = true)
    Page<PrincipalView> list(@Nullable UUID after, int limit) {
        RoleGraph graph = roles.graph();
        return pages.fill(
                principals
                        .findByIdGreaterThanOrderById(
                                Objects.requireNonNullElse(after, KeyRing.BEFORE_ALL), Limit.of(limit + 1))
                        .map(principal -> principal.view(graph)),
                limit,
                principal -> principal.id().toString());
    }

    private Principal find(UUID id) {
        return principals
                .findById(id)
                .orElseThrow(() -> AccessProblem.PRINCIPAL_NOT_FOUND.because("There is no principal with this id"));
    }

    private PrincipalView store(Principal principal) {
        return principals.saveAndFlush(principal).view(roles.graph());
    }
}
