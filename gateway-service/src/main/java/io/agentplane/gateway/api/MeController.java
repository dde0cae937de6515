package io.agentplane.gateway.api;

import io.agentplane.gateway.access.Access;
import io.agentplane.gateway.access.Admitted;
import io.agentplane.gateway.access.Principal;
import io.agentplane.gateway.access.Rights;
import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Who is calling, and with which rights in which namespaces. */
@RestController
@Tag(name = "Identity")
class MeController {

    private final Access access;

    MeController(Access access) {
        this.access = access;
    }

    /** Shows who is calling, and with which rights. A role that is bound or taken away counts within about a second. */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "whoAmI")
    @GetMapping("/api/v1/me")
    MeView me(@RequestAttribute(Admitted.ATTRIBUTE) Admitted call) {
        Principal caller = call.caller();
        List<RightsView> namespaces =
                access.rightsOf(caller).stream().map(RightsView::of).toList();
        RightsView home = namespaces.getFirst();
        return new MeView(
                caller.id(),
                caller.name(),
                caller.kind(),
                caller.agentId(),
                home.namespace(),
                home.roles(),
                home.permissions(),
                namespaces);
    }

    /**
     * Who is calling.
     *
     * @param id the id of the principal that holds the API key
     * @param name the principal's name
     * @param kind {@code PERSON}, {@code SERVICE} for a program that works for people, or {@code AGENT}
     * @param agentId the agent that the principal is, and as which alone it may act; absent unless it is an agent
     * @param namespace the principal's own namespace, which a call is about unless it names another
     * @param roles the roles that the principal has in its own namespace
     * @param permissions what these roles allow there
     * @param namespaces the same for each namespace in which the principal has roles, its own first
     */
    record MeView(
            String id,
            String name,
            String kind,
            @Nullable String agentId,
            String namespace,
            SortedSet<String> roles,
            SortedSet<String> permissions,
            List<RightsView> namespaces) {}

    /**
     * What the caller may do in one namespace.
     *
     * @param namespace the namespace
     * @param roles the roles that the principal has there
     * @param permissions what these roles allow there
     */
    record RightsView(String namespace, SortedSet<String> roles, SortedSet<String> permissions) {

        static RightsView of(Rights rights) {
            return new RightsView(
                    rights.namespace(), new TreeSet<>(rights.roles()), new TreeSet<>(rights.permissions()));
        }
    }
}
