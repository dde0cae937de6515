package io.agentplane.policy.access;

import io.agentplane.platform.access.BuiltInRole;
import io.agentplane.platform.access.Permission;
import io.agentplane.platform.identity.Namespace;
import io.agentplane.platform.web.Page;
import io.agentplane.platform.web.Revision;
import io.agentplane.policy.access.AccessEvent.RoleChanged;
import io.agentplane.policy.access.AccessEvent.RoleDeleted;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The roles of the present namespace: the built-in ones and its own. All changes of rights wait for each other, so no two
 * of them make a cycle together, whichever replicas they come to.
 */
@Service
class RoleBook {

    private static final int MAX_ROLES = 200;
    private static final int DEEPEST = 10;
    private static final int HOLDERS_NAMED = 10;

    private final RoleQueries roles;
    private final AccessQueries queries;
    private final ApplicationEventPublisher events;

    RoleBook(RoleQueries roles, AccessQueries queries, ApplicationEventPublisher events) {
        this.roles = roles;
        this.queries = queries;
        this.events = events;
    }

    /** The built-in ones first. There are few enough for one page. */
    @Transactional(readOnly = true)
    Page<RoleView> list() {
        RoleGraph graph = roles.graph();
        return new Page<>(
                Stream.concat(
                                Stream.of(BuiltInRole.values()).map(RoleView::of),
                                graph.all().map(role -> view(role, graph)))
                        .toList(),
                null);
    }

    @Transactional(readOnly = true)
    RoleView get(String name) {
        RoleGraph graph = roles.graph();
        return BuiltInRole.named(name).map(RoleView::of).orElseGet(() -> view(find(name, graph), graph));
    }

    @Transactional
    RoleView create(CreateRoleRequest request) {
        queries.lockRights();
        requireNotBuiltIn(request.name());
        RoleGraph graph = roles.graph();
        if (graph.find(request.name()).isPresent()) {
            throw AccessProblem.ROLE_NAME_TAKEN.because("The namespace has a role of this name");
        }
        if (graph.size() >= MAX_ROLES) {
            throw AccessProblem.TOO_MANY_ROLES.because("A namespace has at most " + MAX_ROLES + " roles of its own");
        }
        return change(role(request.name(), request.role(), 0), graph);
    }

    @Transactional
    RoleView change(String name, WriteRoleRequest request, Revision read) {
        queries.lockRights();
        requireNotBuiltIn(name);
        RoleGraph graph = roles.graph();
        CustomRole known = find(name, graph);
        read.requireCurrent(known.revision());
        return change(role(name, request, known.revision()), graph);
    }

    private RoleView change(CustomRole wanted, RoleGraph before) {
        RoleGraph after = before.with(wanted);
        requireSound(wanted, after);
        List<Permission> given = after.permissionsOf(List.of(wanted.name()));
        List<Permission> had = before.permissionsOf(List.of(wanted.name()));
        CallerRights.requireAll(given.stream().filter(one -> !had.contains(one)).toList());
        CallerRights.requireAll(had.stream().filter(one -> !given.contains(one)).toList());
        CustomRole stored = roles.store(wanted);
        events.publishEvent(new RoleChanged(stored.state()));
        return view(stored, after);
    }

    private static void requireSound(CustomRole wanted, RoleGraph after) {
        wanted.includes().stream()
                .filter(name -> !after.knows(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw AccessProblem.UNKNOWN_ROLE.because("The namespace has not all of the roles to include");
                });
        List<String> cycle = after.cycleThrough(wanted.name());
        if (!cycle.isEmpty()) {
            throw AccessProblem.CYCLIC_ROLES
                    .because("The role would include itself")
                    .with("cycle", cycle);
        }
        if (after.depth() > DEEPEST) {
            throw AccessProblem.ROLES_TOO_DEEP.because(
                    "At most " + DEEPEST + " roles can include one another in a row");
        }
    }

    @Transactional
    void delete(String name, Revision read) {
        queries.lockRights();
        requireNotBuiltIn(name);
        RoleGraph graph = roles.graph();
        CustomRole known = find(name, graph);
        read.requireCurrent(known.revision());
        CallerRights.requireAll(graph.permissionsOf(List.of(name)));
        List<String> includers = graph.includersOf(name);
        List<UUID> holders = roles.holders(name, HOLDERS_NAMED);
        if (!includers.isEmpty() || !holders.isEmpty()) {
            throw AccessProblem.ROLE_IN_USE
                    .because("The role is still held by a principal or included in a role; take it away there first")
                    .with("includedBy", includers)
                    .with("heldBy", holders);
        }
        events.publishEvent(new RoleDeleted(roles.store(known.asDeleted()).state()));
    }

    private static CustomRole role(String name, WriteRoleRequest request, long revision) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (String permission : request.wantedPermissions()) {
            permissions.add(Permission.named(permission)
                    .orElseThrow(() -> AccessProblem.UNKNOWN_PERMISSION
                            .because("There is no such permission")
                            .with(
                                    "permissions",
                                    Stream.of(Permission.values())
                                            .map(Permission::wireName)
                                            .toList())));
        }
        return new CustomRole(
                Namespace.current(),
                name,
                Objects.requireNonNullElse(request.description(), ""),
                permissions,
                request.wantedIncludes(),
                false,
                revision);
    }

    private static void requireNotBuiltIn(String name) {
        if (Stream.of(BuiltInRole.values()).anyMatch(role -> role.name().equalsIgnoreCase(name))) {
            throw AccessProblem.ROLE_BUILT_IN.because(
                    "Built-in roles cannot be changed; make a role of your own that includes this one");
        }
    }

    private static CustomRole find(String name, RoleGraph graph) {
        return graph.find(name)
                .orElseThrow(() -> AccessProblem.ROLE_NOT_FOUND.because("The namespace has no role of this name"));
    }

    private static RoleView view(CustomRole role, RoleGraph graph) {
        return new RoleView(
                role.name(),
                false,
                role.description(),
                role.permissions().stream().sorted().toList(),
                role.includes(),
                graph.permissionsOf(List.of(role.name())),
                role.revision());
    }
}
