package io.agentplane.scheduler.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.agentplane.scheduler.SchedulerStage;
import io.agentplane.scheduler.execution.CompleteTasksRequest.Completion;
import io.agentplane.scheduler.task.Task;
import io.agentplane.scheduler.task.TaskContent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What came of a task is kept as its agent has said it. */
class StoredResultTests extends SchedulerStage {

    @Autowired
    private LeaseQueries leases;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void keepsEveryFieldOfAResult() {
        Map<String, @Nullable Object> result =
                new HashMap<>(Map.of("text", "ö", "list", Arrays.asList(1, null, new BigDecimal("0.50"))));
        result.put("nothing", null);

        assertThat(completed(result).view().result()).isEqualTo(result);
        assertThat(completed(null).view().result()).isNull();
    }

    private Task completed(@Nullable Object result) {
        UUID id = UUID.randomUUID();
        UUID token = UUID.randomUUID();
        jdbc.sql("""
                INSERT INTO task (id, namespace, type, priority, capabilities, max_retries, status, agent_id, lease_token, lease_holder,
                    lease_until)
                VALUES (:id, 'stored', 'rest', 5, '{}', 0, 'RUNNING', gen_random_uuid(), :token, gen_random_uuid(), now() + interval '1 hour')
                """).param("id", id).param("token", token).update();

        return leases.complete(
                        List.of(new Completion(id, token, result)), "stored", null, EnumSet.allOf(TaskContent.class))
                .getFirst();
    }
}
