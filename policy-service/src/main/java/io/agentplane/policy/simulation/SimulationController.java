package io.agentplane.policy.simulation;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tries changes of policies on decisions that have been made, and finds policies that have no effect, before anything
 * binds.
 */
@Tag(name = "Simulation")
@RestController
@RequestMapping("/policies")
class SimulationController {

    private final Simulations simulations;

    SimulationController(Simulations simulations) {
        this.simulations = simulations;
    }

    /**
     * Tries changed policies on recorded decisions. The newest decisions are decided anew by the present policies
     * with the changes in the body, and those that would come out otherwise are told. Nothing changes, so it can be
     * sent again. Decisions are recorded for 30 days, unless the service is set otherwise, and allowed ones appear up
     * to a second after they were made.
     *
     * <p>Refused with {@code policy-not-found} when an id in the body is unknown, {@code policy-invalid}, whose
     * {@code errors} begin with the place of the policy, {@code policy-too-costly}, and {@code simulations-busy} or
     * {@code policies-busy} when too many run. One that takes longer than ten seconds answers with what it has, with
     * {@code complete} false.
     */
    @Right(value = Permission.LOGS_READ, on = Reach.LOOK, action = "simulatePolicies")
    @PostMapping("/simulate")
    SimulationView simulate(@Valid @RequestBody SimulationRequest request) {
        return simulations.simulate(request);
    }

    /**
     * Finds policies that have no effect. Each enabled policy is compared with those that are asked before it, and
     * looked for in the recorded decisions. What is listed holds for every request; what only expressions say may be
     * missed. Refused with {@code simulations-busy} or {@code policies-busy} when too many run.
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "analysePolicies")
    @GetMapping("/analysis")
    AnalysisView analysis() {
        return simulations.analyse();
    }
}
