package io.agentplane.policy.access;

import io.agentplane.platform.access.BuiltInRole;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Pages;
import io.agentplane.policy.access.AccessEvent.RoleBindingChanged;
import io.agentplane.policy.access.BindingQueries.Held;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who has which roles in the present namespace. A namespace may give roles to principals of others, and trusts whoever has
 * their keys by then; what it gives holds in it alone.
 */
@Service
class RoleBindings {

    private static final int MAX_ROLES_HELD = 100;
    private static final int MAX_NAMESPACES = 200;

    private final PrincipalRepository principals;
    private final RoleQueries roles;
    private final BindingQueries bindings;
    private final AccessQueries queries;
    private final Administrators administrators;
    private final Pages pages;
    private final ApplicationEventPublisher events;

    RoleBindings(
            PrincipalRepository principals,
            RoleQueries roles,
            BindingQueries bindings,
            AccessQueries queries,
            Administrators administrators,
            Pages pages,
            ApplicationEventPublisher events) {
        this.principals = principals;
        this.roles = roles;
        this.bindings = bindings;
        this.queries = queries;
        this.administrators = administrators;
        this.pages = pages;
        this.events = events;
    }

    /** Gives a role; one that is held already changes nothing. An agent has business in its own namespace only. */
    @Transactional
    RoleBindingView bind(UUID principalId, String role) {
        queries.lockRights();
        RoleGraph graph = roles.graph();
        requireKnown(role, graph);
        CallerRights.requireAll(graph.permissionsOf(List.of(role)));
        Optional<Principal> atHome = find(principalId);
        if (atHome.isEmpty() && bindings.kind(principalId).equals(Optional.of(PrincipalKind.AGENT))) {
            throw AccessProblem.AGENT_ELSEWHERE.because("An agent has roles in its own namespace only");
        }
        var wanted = new TreeSet<>(atHome.map(Principal::roles).orElseGet(() -> bindings.roles(principalId)));
        boolean first = wanted.isEmpty();
        if (wanted.add(role)) {
            if (wanted.size() > MAX_ROLES_HELD) {
                throw AccessProblem.TOO_MANY_BINDINGS.because(
                        "A principal holds at most " + MAX_ROLES_HELD + " roles in a namespace");
            }
            if (atHome.isPresent()) {
                atHome.get().bind(role);
                principals.saveAndFlush(atHome.get());
            } else {
                requireRoom(principalId, first);
                keep(principalId, List.copyOf(wanted));
            }
        }
        return RoleBindingView.of(
                new Held(
                        principalId,
                        atHome.map(Principal::agentId).orElse(null),
                        Namespace.current(),
                        atHome.isPresent(),
                        List.copyOf(wanted)),
                graph);
    }

    private static void requireKnown(String role, RoleGraph graph) {
        if (!graph.knows(role)) {
            throw AccessProblem.UNKNOWN_ROLE.because("The namespace has no such role");
        }
    }

    private void requireRoom(UUID principalId, boolean first) {
        if (first && bindings.count(principalId) >= MAX_NAMESPACES) {
            throw AccessProblem.TOO_MANY_BINDINGS.because(
                    "A principal has roles in at most " + MAX_NAMESPACES + " namespaces beside its own");
        }
    }

    /** Takes away a role that the caller could give; one that isn't held changes nothing. */
    @Transactional
    void unbind(UUID principalId, String role) {
        queries.lockRights();
        RoleGraph graph = roles.graph();
        requireKnown(role, graph);
        CallerRights.requireAll(graph.permissionsOf(List.of(role)));
        Optional<Principal> atHome = find(principalId);
        if (atHome.isPresent()) {
            if (role.equals(BuiltInRole.SYSTEM_ADMIN.name())) {
                administrators.requireAnotherThan(atHome.get());
            }
            atHome.get().unbind(role);
            principals.saveAndFlush(atHome.get());
            return;
        }
        var left = new TreeSet<>(bindings.roles(principalId));
        if (left.remove(role)) {
            keep(principalId, List.copyOf(left));
        }
    }

    /** By the principals' ids; of one or of all. */
    @Transactional(readOnly = true)
    Page<RoleBindingView> list(@Nullable UUID principalId, @Nullable UUID after, int limit) {
        RoleGraph graph = roles.graph();
        return pages.fill(
                bindings.list(principalId, after, limit).map(held -> RoleBindingView.of(held, graph)),
                limit,
                held -> held.principalId().toString());
    }

    /** The principal if it is at home in the present namespace; refuses one that is nowhere. */
    private Optional<Principal> find(UUID principalId) {
        Optional<Principal> atHome = principals.findById(principalId);
        if (atHome.isEmpty() && bindings.kind(principalId).isEmpty()) {
            throw AccessProblem.PRINCIPAL_NOT_FOUND.because("There is no principal with this id");
        }
        return atHome;
    }

    private void keep(UUID principalId, List<String> wanted) {
        events.publishEvent(new RoleBindingChanged(bindings.store(principalId, wanted)));
    }
}
