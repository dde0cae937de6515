package io.agentplane.scheduler.task;

import static io.agentplane.scheduler.task.TaskStatus.ASSIGNED;
import static io.agentplane.scheduler.task.TaskStatus.CANCELLED;
import static io.agentplane.scheduler.task.TaskStatus.COMPLETED;
import static io.agentplane.scheduler.task.TaskStatus.DEAD;
import static io.agentplane.scheduler.task.TaskStatus.FAILED;
import static io.agentplane.scheduler.task.TaskStatus.QUEUED;
import static io.agentplane.scheduler.task.TaskStatus.RUNNING;
import static io.agentplane.scheduler.task.TaskStatus.WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskStatusTests {

    private static final Map<TaskStatus, Set<TaskStatus>> STEPS = Map.of(
            QUEUED, EnumSet.of(ASSIGNED, FAILED, CANCELLED),
            ASSIGNED, EnumSet.of(RUNNING, QUEUED, FAILED, CANCELLED),
            RUNNING, EnumSet.of(COMPLETED, WAITING, QUEUED, FAILED, DEAD, CANCELLED),
            WAITING, EnumSet.of(QUEUED, FAILED, CANCELLED),
            COMPLETED, EnumSet.noneOf(TaskStatus.class),
            FAILED, EnumSet.of(QUEUED),
            CANCELLED, EnumSet.noneOf(TaskStatus.class),
            DEAD, EnumSet.of(QUEUED));

    @ParameterizedTest
    @EnumSource
    void takesTheStepsOfItsLifeAndNoOther(TaskStatus from) {
        for (TaskStatus to : TaskStatus.values()) {
            assertThat(from.canBecome(to))
                    .as("%s -> %s", from, to)
                    .isEqualTo(STEPS.get(from).contains(to));
        }
    }

    @Test
    void isFinalWhereNothingHappensByItself() {
        assertThat(EnumSet.allOf(TaskStatus.class))
                .filteredOn(TaskStatus::isFinal)
                .containsExactlyInAnyOrder(COMPLETED, FAILED, CANCELLED, DEAD);
    }
}
