package io.agentplane.registry;

import io.agentplane.platform.test.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTests {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.agentplane.registry");
    }

    @Test
    void keepsTheBoundariesOfItsFeatures() {
        ApplicationModules.of(RegistryService.class).verify();
    }
}
