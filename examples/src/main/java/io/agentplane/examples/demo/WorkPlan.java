package io.agentplane.examples.demo;

import io.agentplane.sdk.TaskSubmission;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The thirty tasks: ten of each type, priorities going round, and three of them special. One is too dear for the policy,
 * one needs three attempts, and one is held by the agent that takes it until that agent is dead.
 */
record WorkPlan(TaskSubmission tooDear, TaskSubmission flaky, TaskSubmission abandoned, List<TaskSubmission> ordinary) {

    static final int SIZE = 30;
    static final int ATTEMPTS_OF_THE_FLAKY_ONE = 3;
    static final BigDecimal COST_OF_THE_DEAR_ONE = new BigDecimal("2.50");

    private static final List<String> TYPES = List.of("research", "code", "review");
    private static final List<Integer> PRIORITIES = List.of(0, 5, 9);
    private static final List<String> TOPICS = List.of(
            "leader election",
            "rate limits",
            "idempotent writes",
            "leases",
            "back-off",
            "outboxes",
            "hash chains",
            "canaries",
            "priority queues",
            "long polling");

    static WorkPlan of() {
        List<TaskSubmission> ordinary = new ArrayList<>();
        for (int number = 0; number < SIZE; number++) {
            if (number % TOPICS.size() != 0) {
                String type = TYPES.get(number / TOPICS.size());
                ordinary.add(task(type, number, Map.of()).build());
            }
        }
        return new WorkPlan(
                task("research", 0, Map.of())
                        .estimatedCost(COST_OF_THE_DEAR_ONE)
                        .build(),
                task("code", 10, Map.of(DemoWork.SUCCEEDS_AT_ATTEMPT, ATTEMPTS_OF_THE_FLAKY_ONE))
                        .build(),
                task("review", 20, Map.of(DemoWork.HELD_BY, TeamMember.REVIEWER.label()))
                        .build(),
                List.copyOf(ordinary));
    }

    int accepted() {
        return ordinary.size() + 2;
    }

    private static TaskSubmission.Builder task(String type, int number, Map<String, Object> special) {
        Map<String, Object> payload = new HashMap<>(special);
        payload.put("topic", TOPICS.get(number % TOPICS.size()));
        payload.put("number", number + 1);
        return TaskSubmission.of(type)
                .capabilities(type)
                .priority(PRIORITIES.get(number % PRIORITIES.size()))
                .payload(payload);
    }
}
