package io.agentplane.registry.work;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who has work done by an agent, as the tasks show that the scheduler gave it. */
@Tag(name = "Consumers")
@RestController
class ConsumerController {

    private final WorkBook work;
    private final Clock clock;

    ConsumerController(WorkBook work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /**
     * Lists who has used an agent recently. The latest comes first. The list follows the scheduler and is a moment
     * behind. A finished task is remembered for eight days, unless the registry is set otherwise, so nothing older is
     * found. Refused with {@code agent-not-found} when the namespace has no such agent.
     *
     * @param id the agent's id
     * @param since how far to look back, as an ISO 8601 duration from {@code PT0.001S} to {@code P366D}; {@code P7D}
     *     when left out
     * @param limit how many are wanted at most; 50 when left out
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "listConsumers")
    @GetMapping("/agents/{id}/consumers")
    List<ConsumerView> consumers(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "P7D") @DurationMin(millis = 1) @DurationMax(days = 366) Duration since,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit) {
        work.requireKnown(id);
        return work.consumers(id, clock.instant().minus(since), limit);
    }
}
