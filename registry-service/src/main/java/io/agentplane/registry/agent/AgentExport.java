package io.agentplane.registry.agent;

import io.agentplane.registry.agent.AgentLine.NameAndVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Writes the agents of the present namespace as JSON lines, page by page, however many they are. */
@Service
class AgentExport {

    private static final UUID BEFORE_ALL = new UUID(0, 0);
    /** As many of the largest agents are in memory at a time. */
    private static final Limit PAGE = Limit.of(50);

    private final AgentRepository agents;
    private final TransactionOperations transaction;
    private final JsonMapper json;

    AgentExport(AgentRepository agents, TransactionOperations transaction, JsonMapper json) {
        this.agents = agents;
        this.transaction = transaction;
        this.json = json;
    }

    /** All that live; an agent that is registered meanwhile may be left out. */
    void write(OutputStream out) throws IOException {
        UUID after = BEFORE_ALL;
        for (List<AgentLine> lines = new ArrayList<>(); after != null; lines.clear()) {
            after = read(after, lines);
            for (AgentLine line : lines) {
                out.write(json.writeValueAsBytes(line));
                out.write('\n');
            }
        }
    }

    private @Nullable UUID read(UUID after, List<AgentLine> lines) {
        return transaction.execute(status -> {
            List<Agent> page = agents.findLivingAfter(after, PAGE);
            Map<UUID, NameAndVersion> backups = backups(page);
            page.forEach(agent -> lines.add(new AgentLine(
                    agent.registration().withBackup(null),
                    agent.backupAgentId() == null ? null : backups.get(agent.backupAgentId()))));
            return page.isEmpty() ? null : page.getLast().getId();
        });
    }

    private Map<UUID, NameAndVersion> backups(List<Agent> page) {
        var ids = page.stream()
                .map(Agent::backupAgentId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return ids.isEmpty()
                ? new HashMap<>()
                : agents.findAllByIdIn(ids).stream()
                        .filter(backup -> backup.status() != AgentStatus.DECOMMISSIONED)
                        .collect(Collectors.toMap(
                                Agent::getId, backup -> new NameAndVersion(backup.name(), backup.version())));
    }
}
