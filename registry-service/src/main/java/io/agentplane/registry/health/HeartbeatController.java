package io.agentplane.registry.health;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HeartbeatController {

    private final HeartbeatIntake intake;

    HeartbeatController(HeartbeatIntake intake) {
        this.intake = intake;
    }

    @Right(value = Permission.AGENTS_REGISTER, on = Reach.SELF, action = "heartbeatAgent", agent = "id", routine = true)
    @PostMapping("/agents/{id}/heartbeat")
    HeartbeatReceipt heartbeat(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable HeartbeatRequest request) {
        return intake.take(id, request == null ? HeartbeatRequest.EMPTY : request);
    }
}
