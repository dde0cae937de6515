package io.agentplane.policy.simulation;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/policies")
class SimulationController {

    private final Simulations simulations;

    SimulationController(Simulations simulations) {
        this.simulations = simulations;
    }

    /** Tries a candidate set on what has been decided; changes nothing. */
    @Right(value = Permission.LOGS_READ, on = Reach.LOOK, action = "simulatePolicies")
    @PostMapping("/simulate")
    SimulationView simulate(@Valid @RequestBody SimulationRequest request) {
        return simulations.simulate(request);
    }

    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "analysePolicies")
    @GetMapping("/analysis")
    AnalysisView analysis() {
        return simulations.analyse();
    }
}
