package io.agentplane.scheduler.task;

/** The names under which the replicas wake each other. */
public final class TaskSignal {

    /** There may be something to assign: a task was queued, or an agent has room again. */
    public static final String ASSIGNABLE = "assignable";

    /** An agent, whose id comes along, was given tasks. */
    public static final String ASSIGNED = "assigned";

    private TaskSignal() {}
}
