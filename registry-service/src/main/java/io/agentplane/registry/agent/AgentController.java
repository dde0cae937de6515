package io.agentplane.registry.agent;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.MergePatch;
import io.agentplane.platform.web.Revision;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/agents")
class AgentController {

    private final AgentRegistry registry;
    private final AgentInstances instances;
    private final Idempotency idempotency;

    AgentController(AgentRegistry registry, AgentInstances instances, Idempotency idempotency) {
        this.registry = registry;
        this.instances = instances;
        this.idempotency = idempotency;
    }

    @Right(value = Permission.AGENTS_REGISTER, on = Reach.ANY, action = "registerAgent")
    @PostMapping
    ResponseEntity<AgentView> register(
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Valid @RequestBody RegisterAgentRequest request) {
        AgentView agent = idempotency.once(key, request, AgentView.class, () -> registry.register(request));
        return ResponseEntity.created(Location.below(agent.id()))
                .eTag(Revision.eTag(agent.revision()))
                .body(agent);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getAgent")
    @GetMapping("/{id}")
    AgentView get(@PathVariable UUID id, HttpServletResponse response) {
        AgentView agent = registry.get(id);
        // Not as an answer's ETag, for which Spring would answer 304: the signs of life change without the revision.
        response.setHeader(HttpHeaders.ETAG, Revision.eTag(agent.revision()));
        return agent;
    }

    /** Changes by merge patch what is said of an agent. */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.ANY, action = "changeAgent")
    @PatchMapping(
            path = "/{id}",
            consumes = {MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<AgentView> change(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Map<String, @Nullable Object> patch) {
        return answer(registry.change(id, Revision.ifMatch(ifMatch), patch));
    }

    @Right(value = Permission.AGENTS_MANAGE, on = Reach.ANY, action = "transferAgent")
    @PostMapping("/{id}/transfer")
    ResponseEntity<AgentView> transfer(@PathVariable UUID id, @Valid @RequestBody TransferAgentRequest request) {
        return answer(registry.transfer(id, request.owner()));
    }

    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "addInstance", agent = "id")
    @PostMapping("/{id}/instances")
    ResponseEntity<Instance> addInstance(@PathVariable UUID id, @Valid @RequestBody AddInstanceRequest request) {
        Instance instance = instances.add(id, new Endpoint(request.endpoint()));
        return ResponseEntity.created(Location.below(instance.id())).body(instance);
    }

    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "removeInstance", agent = "id")
    @DeleteMapping("/{id}/instances/{instanceId}")
    ResponseEntity<Void> removeInstance(@PathVariable UUID id, @PathVariable UUID instanceId) {
        instances.remove(id, instanceId);
        return ResponseEntity.noContent().build();
    }

    static ResponseEntity<AgentView> answer(AgentView agent) {
        return ResponseEntity.ok().eTag(Revision.eTag(agent.revision())).body(agent);
    }
}
