package io.agentplane.scheduler;

import io.agentplane.platform.test.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTests {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.agentplane.scheduler");
    }

    @Test
    void keepsTheBoundariesOfItsFeatures() {
        ApplicationModules.of(SchedulerService.class).verify();
    }
}
