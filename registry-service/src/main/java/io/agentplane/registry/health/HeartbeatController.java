package io.agentplane.registry.health;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The agents' signs of life. An agent that sends none for too long, five minutes unless something else is set, is
 * {@code DEGRADED} until the next one comes.
 */
@Tag(name = "Heartbeats")
@RestController
class HeartbeatController {

    private final HeartbeatIntake intake;

    HeartbeatController(HeartbeatIntake intake) {
        this.intake = intake;
    }

    /**
     * Records a heartbeat of an agent. A heartbeat says that the agent, or one of its instances, lives and how it does;
     * the newest of each instance counts, so it can be sent again. It is written within half a second. An agent that is
     * {@code DEGRADED} because it was silent becomes active again, which the answer to the next heartbeat says.
     *
     * <p>A heartbeat with an endpoint that the agent doesn't have adds an instance. It is refused with
     * {@code instance-removed} when that instance was removed, and with {@code too-many-instances} when there is no
     * room; also with {@code agent-not-found} and {@code agent-decommissioned}.
     *
     * @param id the agent's id
     */
    @Right(value = Permission.AGENTS_REGISTER, on = Reach.SELF, action = "heartbeatAgent", agent = "id", routine = true)
    @PostMapping("/agents/{id}/heartbeat")
    HeartbeatReceipt heartbeat(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable HeartbeatRequest request) {
        return intake.take(id, request == null ? HeartbeatRequest.EMPTY : request);
    }
}
