package io.agentplane.registry.drain;

import io.agentplane.platform.identity.Namespace;
import io.agentplane.registry.agent.AgentLifecycle;
import io.agentplane.registry.drain.DrainQueries.Draining;
import io.agentplane.registry.work.WorkBook;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Deactivates draining agents that have nothing left to do, or no time. Every replica looks; the agent's own row decides
 * that it happens once.
 */
@Component
class DrainWatch {

    private static final Logger log = LoggerFactory.getLogger(DrainWatch.class);
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final int BATCH = 200;

    private final DrainQueries queries;
    private final WorkBook work;
    private final AgentLifecycle lifecycle;
    private final DrainSettings settings;

    DrainWatch(DrainQueries queries, WorkBook work, AgentLifecycle lifecycle, DrainSettings settings) {
        this.queries = queries;
        this.work = work;
        this.lifecycle = lifecycle;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "PT1S")
    void endDrains() {
        UUID after = BEFORE_ALL;
        List<Draining> batch;
        do {
            batch = queries.draining(after, settings.settle(), BATCH);
            Map<UUID, Integer> openTasks =
                    work.openTasks(batch.stream().map(Draining::id).toList());
            for (Draining agent : batch) {
                after = agent.id();
                if (agent.overdue()) {
                    end(agent, "the time to drain is up");
                } else if (openTasks.getOrDefault(agent.id(), 0) == 0) {
                    end(agent, "drained");
                }
            }
        } while (batch.size() == BATCH);
    }

    /** One agent that can't be ended now must not keep the others; without a database the round ends. */
    private void end(Draining agent, String reason) {
        try {
            Namespace.run(agent.namespace(), () -> lifecycle.endDrain(agent.id(), reason));
        } catch (CannotCreateTransactionException away) {
            throw away;
        } catch (RuntimeException failed) {
            log.warn("The drain of agent {} goes on: {}", agent.id(), failed.getMessage());
        }
    }
}
