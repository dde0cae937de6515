package io.agentplane.scheduler.assignment;

import io.agentplane.platform.access.Permission;
import io.agentplane.platform.access.Reach;
import io.agentplane.platform.access.Right;
import io.agentplane.platform.json.StoredJson;
import io.agentplane.scheduler.task.TaskEventType;
import io.agentplane.scheduler.task.TaskEventView;
import io.agentplane.scheduler.task.TaskQueue;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Tasks")
class AssignmentController {

    private final TaskQueue queue;
    private final StoredJson json;

    AssignmentController(TaskQueue queue, StoredJson json) {
        this.queue = queue;
        this.json = json;
    }

    /**
     * Explains why a task was given to its agent. The answer is about the latest assignment, also when the agent has lost the
     * task since. Refused with {@code not-assigned-yet} while no agent has been found for it, and with {@code task-not-found}.
     *
     * @param id the task's id
     */
    @Right(value = Permission.VIEWS_READ, on = Reach.LOOK, action = "getAssignment")
    @GetMapping("/tasks/{id}/assignment")
    AssignmentView get(@PathVariable UUID id) {
        return queue.last(id, TaskEventType.TASK_ASSIGNED)
                .map(event -> view(id, event))
                .orElseThrow(
                        () -> AssignmentProblem.NOT_ASSIGNED_YET.because("The task was not given to an agent yet"));
    }

    private AssignmentView view(UUID id, TaskEventView event) {
        return new AssignmentView(
                id, event.agentId(), event.at(), json.convert(event.detail(), AssignmentRound.Explanation.class));
    }
}
