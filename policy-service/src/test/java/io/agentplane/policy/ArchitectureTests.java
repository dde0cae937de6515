package io.agentplane.policy;

import io.agentplane.platform.test.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTests {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.agentplane.policy");
    }

    @Test
    void keepsItsFeaturesApart() {
        ApplicationModules.of(PolicyService.class).verify();
    }
}
