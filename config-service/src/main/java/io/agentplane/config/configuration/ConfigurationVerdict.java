package io.agentplane.config.configuration;

import io.agentplane.platform.problem.FieldFault;
import java.util.List;

/** Whether a configuration could stand, and if not, why. */
record ConfigurationVerdict(boolean valid, List<FieldFault> errors) {

    static ConfigurationVerdict of(List<FieldFault> faults) {
        return new ConfigurationVerdict(faults.isEmpty(), faults);
    }
}
