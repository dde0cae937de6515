package io.agentplane.gateway;

import io.agentplane.platform.test.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTests {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.agentplane.gateway");
    }

    @Test
    void keepsTheBoundariesOfItsFeatures() {
        ApplicationModules.of(GatewayService.class).verify();
    }
}
