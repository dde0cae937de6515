package io.agentplane.gateway.api;

import io.agentplane.gateway.access.Access;
import io.agentplane.gateway.access.Admitted;
import io.agentplane.gateway.access.Principal;
import io.agentplane.gateway.access.Rights;
import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are to the control plane, and what they may do where. */
@RestController
class MeController {

    private final Access access;

    MeController(Access access) {
        this.access = access;
    }

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
     * @param roles those at home
     * @param permissions what they allow there
     * @param namespaces the same for each namespace where the caller has roles, its own first
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

    record RightsView(String namespace, SortedSet<String> roles, SortedSet<String> permissions) {

        static RightsView of(Rights rights) {
            return new RightsView(
                    rights.namespace(), new TreeSet<>(rights.roles()), new TreeSet<>(rights.permissions()));
        }
    }
}
