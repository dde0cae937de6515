package io.agentplane.registry.agent;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What an agent is there for, in order of priority. */
public enum AgentRole {
    /** Distributes tasks, resolves conflicts, manages resources. */
    COORDINATOR(1),
    /** Brings expertise of a domain and deep analysis. */
    SPECIALIST(2),
    /** Watches over security, monitors, validates. */
    GUARDIAN(2),
    /** Carries out tasks and processes data. */
    WORKER(3),
    /** Communicates and transfers data. */
    MESSENGER(4);

    private final int priority;

    AgentRole(int priority) {
        this.priority = priority;
    }

    /** 1 is the most important. */
    public int priority() {
        return priority;
    }

    /** The name on the wire, such as {@code worker}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
