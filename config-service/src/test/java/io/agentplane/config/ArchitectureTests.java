package io.agentplane.config;

import io.agentplane.platform.test.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTests {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.agentplane.config");
    }

    @Test
    void keepsTheBoundariesOfItsFeatures() {
        ApplicationModules.of(ConfigService.class).verify();
    }
}
