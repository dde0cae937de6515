package io.agentplane.registry.agent;

import java.util.List;

/** What an agent is there for, in order of priority. */
public enum AgentRole {
    /** Distributes tasks, resolves conflicts, manages resources. */
    COORDINATOR(1, "task distribution", "conflict resolution", "resource management"),
    /** Brings expertise of a domain and deep analysis. */
    SPECIALIST(2, "domain expertise", "deep analysis"),
    /** Watches over security, monitors, validates. */
    GUARDIAN(2, "security", "monitoring", "validation"),
    /** Carries out tasks and processes data. */
    WORKER(3, "task execution", "data processing"),
    /** Communicates and transfers data. */
    MESSENGER(4, "communication", "data transfer");

    private final int priority;
    private final List<String> responsibilities;

    AgentRole(int priority, String... responsibilities) {
        this.priority = priority;
        this.responsibilities = List.of(responsibilities);
    }

    /** 1 is the most important. */
    public int priority() {
        return priority;
    }

    /** What agents of this role answer for. */
    public List<String> responsibilities() {
        return responsibilities;
    }

    /** The responsibilities as capabilities are written, such as {@code task-distribution}. */
    public List<String> capabilities() {
        return responsibilities.stream()
                .map(responsibility -> responsibility.replace(' ', '-'))
                .toList();
    }
}
