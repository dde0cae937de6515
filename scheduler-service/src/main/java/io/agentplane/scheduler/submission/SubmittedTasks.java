package io.agentplane.scheduler.submission;

import io.agentplane.scheduler.task.TaskView;
import java.util.List;

/**
 * The tasks of a batch.
 *
 * @param items the tasks in the batch's order, without their payloads
 */
record SubmittedTasks(List<TaskView> items) {}
