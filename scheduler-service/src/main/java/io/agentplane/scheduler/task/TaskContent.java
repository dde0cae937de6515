package io.agentplane.scheduler.task;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The parts of a task that can be large; they are read where they are asked for and nowhere else. */
public enum TaskContent {
    PAYLOAD,
    RESULT;

    /** The name on the wire, which is the column's too. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
