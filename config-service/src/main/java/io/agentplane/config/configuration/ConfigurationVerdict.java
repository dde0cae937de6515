package io.agentplane.config.configuration;

import io.agentplane.platform.problem.FieldFault;
import java.util.List;

/**
 * Whether a configuration is valid.
 *
 * @param valid true when it has no faults
 * @param errors all its faults, up to 100
 */
record ConfigurationVerdict(boolean valid, List<FieldFault> errors) {

    static ConfigurationVerdict of(List<FieldFault> faults) {
        return new ConfigurationVerdict(faults.isEmpty(), faults);
    }
}
