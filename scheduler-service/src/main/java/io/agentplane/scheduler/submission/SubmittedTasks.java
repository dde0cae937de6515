package io.agentplane.scheduler.submission;

import io.agentplane.scheduler.task.TaskView;
import java.util.List;

/** The tasks of a batch, in its order and without their payloads, which the submitter has. */
record SubmittedTasks(List<TaskView> items) {}
