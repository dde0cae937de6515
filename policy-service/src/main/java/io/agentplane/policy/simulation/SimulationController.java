package io.agentplane.policy.simulation;

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
    @PostMapping("/simulate")
    SimulationView simulate(@Valid @RequestBody SimulationRequest request) {
        return simulations.simulate(request);
    }

    @GetMapping("/analysis")
    AnalysisView analysis() {
        return simulations.analyse();
    }
}
