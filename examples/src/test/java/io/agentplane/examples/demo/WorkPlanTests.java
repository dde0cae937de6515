package io.agentplane.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.sdk.TaskSubmission;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkPlanTests {

    private final WorkPlan plan = WorkPlan.of();
    private final List<TaskSubmission> all = Stream.concat(
                    plan.ordinary().stream(), Stream.of(plan.tooDear(), plan.flaky(), plan.abandoned()))
            .toList();

    @Test
    void hasTenTasksOfEachType() {
        assertThat(all.stream().collect(Collectors.groupingBy(TaskSubmission::type, Collectors.counting())))
                .containsOnly(Map.entry("research", 10L), Map.entry("code", 10L), Map.entry("review", 10L));
    }

    @Test
    void hasTenTasksOfEachPriority() {
        assertThat(all.stream().map(TaskSubmission::priority).collect(Collectors.groupingBy(Function.identity())))
                .containsOnlyKeys(0, 5, 9)
                .allSatisfy((priority, tasks) -> assertThat(tasks).hasSize(10));
    }

    @Test
    void onlyTheDearOneHasACost() {
        assertThat(all).filteredOn(task -> task.estimatedCost() != null).containsExactly(plan.tooDear());
        assertThat(plan.accepted()).isEqualTo(29);
    }
}
