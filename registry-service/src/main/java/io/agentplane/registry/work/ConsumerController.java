package io.agentplane.registry.work;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
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

@RestController
class ConsumerController {

    private final WorkBook work;
    private final Clock clock;

    ConsumerController(WorkBook work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    /** Who used the agent of late, the latest first. */
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
