package io.agentplane.sdk;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Where an agent is in its life. Only an {@link #ACTIVE} one is given work. */
public enum AgentStatus {
    REGISTERED,
    ACTIVE,
    DEGRADED,
    INACTIVE,
    DECOMMISSIONED,
    /** A status this version of the SDK has never heard of. */
    @JsonEnumDefaultValue
    UNKNOWN
}
