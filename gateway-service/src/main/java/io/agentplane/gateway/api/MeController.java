package io.agentplane.gateway.api;

import io.agentplane.gateway.access.Admitted;
import io.agentplane.gateway.access.Principal;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Tells callers who they are to the control plane, and what they may do. */
@RestController
class MeController {

    @GetMapping("/api/v1/me")
    MeView me(@RequestAttribute(Admitted.ATTRIBUTE) Admitted call) {
        Principal caller = call.caller();
        return new MeView(
                caller.id(),
                caller.name(),
                caller.kind(),
                caller.namespace(),
                new TreeSet<>(caller.roles()),
                new TreeSet<>(caller.permissions()));
    }

    record MeView(
            String id,
            String name,
            String kind,
            String namespace,
            SortedSet<String> roles,
            SortedSet<String> permissions) {}
}
