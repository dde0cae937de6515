package io.agentplane.platform;

import io.agentplane.platform.test.HouseRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("io.agentplane.platform");
    }
}
