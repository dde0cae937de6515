package io.agentplane.registry.agent;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.idempotency.Idempotency;
import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.web.Location;
import io.agentplane.platform.web.MergePatch;
import io.agentplane.platform.web.Revision;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The registered agents: what is said of each, who owns its name, and the instances that run it. An agent is one
 * version of a program; all versions of a name belong to one owner.
 */
@Tag(name = "Agents")
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

    /**
     * Registers an agent. A new version of an agent is registered as one of its own. Each begins as {@code REGISTERED}: it is known, and does no work
     * before it is activated. The name belongs to the owner that registers it first, with all of its versions, until it
     * is transferred. The event {@code agent-registered} is published.
     *
     * <p>Refused with {@code agent-already-registered} when the name has this version already, with
     * {@code name-owned-by-another} when the name is another owner's, and with {@code invalid-request} when the backup
     * is unknown or would lead back to the agent. After a decommission the name and the version stay reserved, for 30
     * days unless the registry is set otherwise.
     */
    @ResponseStatus(HttpStatus.CREATED)
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.ANY, action = "registerAgent")
    @PostMapping
    ResponseEntity<AgentView> register(@Nullable IdempotencyKey key, @Valid @RequestBody RegisterAgentRequest request) {
        AgentView agent = idempotency.once(key, request, AgentView.class, () -> registry.register(request));
        return ResponseEntity.created(Location.below(agent.id())).body(agent);
    }

    /**
     * Shows an agent. The signs of life ({@code load}, {@code errorRate}, {@code responseTime} and
     * {@code lastHeartbeatAt}) change without the revision. Refused with {@code agent-not-found} when the namespace has
     * no such agent.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getAgent")
    @GetMapping("/{id}")
    AgentView get(@PathVariable UUID id) {
        return registry.get(id);
    }

    /**
     * Changes an agent's registration. The body is a merge patch (RFC 7396) of the registration: a field that is given
     * replaces what was said, {@code null} takes it back to its default, and what is left out stays. The agent's
     * {@code name}, {@code version} and {@code owner} can't be changed this way: register another version, or transfer
     * the name. Another {@code endpoint} takes the place of the instance at the former one. The event
     * {@code agent-changed} is published; the agent's status stays.
     *
     * <p>Refused with {@code agent-not-found}, with {@code agent-decommissioned}, with {@code too-many-instances} when
     * another endpoint finds no room, and with {@code invalid-request}, which names the fields that can't stand.
     *
     * @param id the agent's id
     * @param patch the fields to be changed, as they are in a registration
     */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.ANY, action = "changeAgent")
    @PatchMapping(
            path = "/{id}",
            consumes = {MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON_VALUE})
    AgentView change(
            @PathVariable UUID id,
            Revision read,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content =
                                    @Content(
                                            examples =
                                                    @ExampleObject(
                                                            name = "change",
                                                            value = "{\"maxConcurrency\": 8, \"description\": null}")))
                    @RequestBody
                    Map<String, @Nullable Object> patch) {
        return registry.change(id, read, patch);
    }

    /**
     * Transfers an agent's name to another owner. All versions of the name go with it, and {@code agent-transferred} is
     * published for each. Sent again, the name stays with that owner. Refused with {@code agent-not-found}, and with
     * {@code agent-decommissioned} when the agent's life has ended.
     *
     * @param id the id of an agent with this name
     */
    @Right(value = Permission.AGENTS_MANAGE, on = Reach.ANY, action = "transferAgent")
    @PostMapping("/{id}/transfer")
    AgentView transfer(@PathVariable UUID id, @Valid @RequestBody TransferAgentRequest request) {
        return registry.transfer(id, request.owner());
    }

    /**
     * Adds an instance of an agent. An instance is one of the running copies of the agent and has an endpoint of its
     * own, which the registry asks from time to time whether it answers. An endpoint that the agent has already, in
     * whatever spelling, is the same instance: it stays as it is and is answered. One that was removed comes back. The
     * event {@code agent-instances-changed} is published.
     *
     * <p>An agent has at most 100 instances. One more takes the place of the oldest unhealthy one, and is refused with
     * {@code too-many-instances} where all are healthy. Refused also with {@code agent-not-found} and
     * {@code agent-decommissioned}.
     *
     * @param id the agent's id
     */
    @ResponseStatus(HttpStatus.CREATED)
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "addInstance", agent = "id")
    @PostMapping("/{id}/instances")
    ResponseEntity<Instance> addInstance(@PathVariable UUID id, @Valid @RequestBody AddInstanceRequest request) {
        Instance instance = instances.add(id, new Endpoint(request.endpoint()));
        return ResponseEntity.status(HttpStatus.CREATED).body(instance);
    }

    /**
     * Removes an instance of an agent. The event {@code agent-instances-changed} is published. Heartbeats that name its
     * endpoint are refused with {@code instance-removed} from then on, until it is added again or was silent for 30
     * days. When its endpoint is the one of the registration, the agent has none any more.
     *
     * <p>Refused with {@code agent-not-found}, and with {@code instance-not-found}, as it also is the second time.
     *
     * @param id the agent's id
     * @param instanceId the instance's id
     */
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "removeInstance", agent = "id")
    @DeleteMapping("/{id}/instances/{instanceId}")
    ResponseEntity<Void> removeInstance(@PathVariable UUID id, @PathVariable UUID instanceId) {
        instances.remove(id, instanceId);
        return ResponseEntity.noContent().build();
    }
}
