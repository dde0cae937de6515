package io.agentplane.sdk;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Where a task is in its life. */
public enum TaskStatus {
    QUEUED,
    ASSIGNED,
    RUNNING,
    /** Failed and to be tried again, or kept back by something it depends on. */
    WAITING,
    COMPLETED,
    FAILED,
    CANCELLED,
    /** Out of retries; a person can requeue it. */
    DEAD,
    /** A status this version of the SDK has never heard of. */
    @JsonEnumDefaultValue
    UNKNOWN;

    public boolean isFinal() {
        return switch (this) {
            case COMPLETED, FAILED, CANCELLED, DEAD -> true;
            case QUEUED, ASSIGNED, RUNNING, WAITING, UNKNOWN -> false;
        };
    }
}
