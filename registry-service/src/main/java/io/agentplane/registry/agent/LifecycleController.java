package io.agentplane.registry.agent;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.registry.work.WorkBook;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The steps of an agent's life; steps that the life of an agent does not have are refused with
 * {@code illegal-transition}. Its statuses:
 *
 * <ul>
 *   <li>{@code REGISTERED}: known, and not allowed to work yet
 *   <li>{@code ACTIVE}: works, and is found by those who look for agents
 *   <li>{@code DEGRADED}: was active and has fallen silent, or none of its endpoints answers; it comes back by itself
 *   <li>{@code INACTIVE}: taken out of work for good
 *   <li>{@code DECOMMISSIONED}: its life has ended; only its history is left
 * </ul>
 */
@Tag(name = "Lifecycle")
@RestController
@RequestMapping("/agents/{id}")
class LifecycleController {

    private static final Duration OF_LATE = Duration.ofDays(7);
    private static final int MAX_CONSUMERS = 50;

    private final AgentLifecycle lifecycle;
    private final AgentRegistry registry;
    private final WorkBook work;
    private final Clock clock;

    LifecycleController(AgentLifecycle lifecycle, AgentRegistry registry, WorkBook work, Clock clock) {
        this.lifecycle = lifecycle;
        this.registry = registry;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Activates an agent. The agent may work from then on. Its effective configuration is checked and the policies are asked first.
     * An active agent is found, is given tasks, and may be elected in clusters that have no leader. The event
     * {@code agent-activated} is published.
     *
     * <p>Refused with {@code configuration-invalid}, which names every fault in {@code errors}; with
     * {@code policy-denied}, which has the {@code decisionId}; with {@code approval-required}, which has the
     * {@code approvalId} (send it again when the approval is given); with {@code illegal-transition} unless the agent
     * is {@code REGISTERED} or {@code DEGRADED}, so also the second time; with {@code conflict} when the agent was
     * changed meanwhile; and with {@code upstream-unavailable} when one of those who must agree does not answer.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.SELF, action = "activateAgent", agent = "id")
    @PostMapping("/activate")
    AgentView activate(@PathVariable UUID id) {
        return lifecycle.activate(id);
    }

    /**
     * Takes an agent out of work. That happens at once and for good. Its tasks go to other agents; it leaves its clusters, and where
     * it led another member is elected; what it uses of resource pools is released, and what it contributes is
     * withdrawn as soon as nobody uses it. The event {@code agent-deactivated} is published. To let it finish its tasks
     * first, drain it.
     *
     * <p>Refused with {@code agent-not-found}, and with {@code illegal-transition} unless the agent is {@code ACTIVE}
     * or {@code DEGRADED}, so also the second time.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "deactivateAgent", agent = "id")
    @PostMapping("/deactivate")
    AgentView deactivate(@PathVariable UUID id, @Valid @RequestBody DeactivateAgentRequest request) {
        return lifecycle.deactivate(id, request.reason());
    }

    /**
     * Lets an agent finish its tasks before it is taken out of work. From now on it is given nothing new and is not
     * elected as a leader; it is deactivated when it has no open task left, or when its time is up. The events
     * {@code agent-draining} and, at the end, {@code agent-deactivated} are published. Sent again, the new time holds,
     * counted from then.
     *
     * <p>Refused with {@code agent-not-found}, and with {@code illegal-transition} unless the agent is {@code ACTIVE}
     * or {@code DEGRADED}.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.OWN, action = "drainAgent", agent = "id")
    @PostMapping("/drain")
    AgentView drain(@PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable DrainAgentRequest request) {
        return lifecycle.drain(id, request == null ? null : request.timeout());
    }

    /**
     * Ends the life of an agent. It is never changed again; its history stays. Its name and version stay reserved for
     * 30 days unless the registry is set otherwise. The event {@code agent-decommissioned} is published.
     *
     * <p>Refused with {@code agent-not-found}, and with {@code illegal-transition} unless the agent is
     * {@code REGISTERED} or {@code INACTIVE}, so also the second time: an agent that works is deactivated first.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.AGENTS_MANAGE, on = Reach.ANY, action = "decommissionAgent")
    @PostMapping("/decommission")
    AgentView decommission(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable DecommissionAgentRequest request) {
        return lifecycle.decommission(id, request == null ? null : request.reason());
    }

    /**
     * Shows what decommissioning an agent would affect. The answer says whether the agent can be decommissioned now,
     * how many tasks it has left, and who used it in the last seven days. Refused with {@code agent-not-found}.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "previewDecommission")
    @GetMapping("/decommission")
    DecommissionPreview previewDecommission(@PathVariable UUID id) {
        AgentStatus status = registry.get(id).status();
        return new DecommissionPreview(
                status,
                status.canBecome(AgentStatus.DECOMMISSIONED),
                work.openTasks(List.of(id)).getOrDefault(id, 0),
                work.consumers(id, clock.instant().minus(OF_LATE), MAX_CONSUMERS));
    }

    /**
     * Decommissions an agent without giving a reason. The same as its decommissioning: refused with
     * {@code agent-not-found}, and with {@code illegal-transition} unless the agent is {@code REGISTERED} or
     * {@code INACTIVE}, so also the second time.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.AGENTS_MANAGE, on = Reach.ANY, action = "deleteAgent")
    @DeleteMapping
    AgentView delete(@PathVariable UUID id) {
        return lifecycle.decommission(id, null);
    }
}
