package io.agentplane.registry.agent;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.StrictReader;
import io.agentplane.registry.agent.AgentLine.NameAndVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Registers many agents from JSON lines: all of them, or none when any line can't stand. */
@Service
class AgentImport {

    private static final int MOST_LINES = 2_000;
    private static final int MOST_FAULTS = 100;

    private final AgentRegistry registry;
    private final AgentRepository agents;
    private final StrictReader reader;
    private final TransactionOperations transaction;

    AgentImport(
            AgentRegistry registry, AgentRepository agents, StrictReader reader, TransactionOperations transaction) {
        this.registry = registry;
        this.agents = agents;
        this.reader = reader;
        this.transaction = transaction;
    }

    /**
     * Takes in the lines in one transaction. Agents that exist already are passed over, so an import can be repeated.
     *
     * @param dryRun does all of it and takes it back
     */
    ImportView run(String lines, boolean dryRun) {
        List<FieldFault> faults = new ArrayList<>();
        Map<Integer, AgentLine> waiting = parse(lines, faults);
        return transaction.execute(status -> {
            Map<NameAndVersion, UUID> done = new HashMap<>();
            int existing = passOver(waiting, done);
            int registered = 0;
            while (!waiting.isEmpty()) {
                int progress = registerReady(waiting, done, faults);
                registered += progress;
                if (progress == 0) {
                    waiting.keySet().forEach(line -> faults.add(fault(line, "backup", "names no agent, or a circle")));
                    break;
                }
            }
            refuse(faults);
            if (dryRun) {
                status.setRollbackOnly();
            }
            return new ImportView(dryRun, registered, existing);
        });
    }

    private Map<Integer, AgentLine> parse(String lines, List<FieldFault> faults) {
        Map<Integer, AgentLine> parsed = new LinkedHashMap<>();
        int number = 0;
        for (String line : lines.lines().toList()) {
            number++;
            if (number > MOST_LINES) {
                faults.add(fault(number, "", "is beyond the " + MOST_LINES + " lines of one import"));
                refuse(faults);
            }
            if (line.isBlank()) {
                continue;
            }
            try {
                parsed.put(number, reader.read(line, AgentLine.class));
            } catch (DomainException refused) {
                faults.addAll(of(number, refused));
            }
        }
        return parsed;
    }

    private int passOver(Map<Integer, AgentLine> waiting, Map<NameAndVersion, UUID> done) {
        int before = waiting.size();
        waiting.values().removeIf(line -> {
            UUID known = known(line.bearer());
            if (known != null) {
                done.put(line.bearer(), known);
            }
            return known != null;
        });
        return before - waiting.size();
    }

    /** Registers those whose backup, if any, is there. Lines that fail are taken out, too. */
    private int registerReady(
            Map<Integer, AgentLine> waiting, Map<NameAndVersion, UUID> done, List<FieldFault> faults) {
        int progress = 0;
        for (Integer number : List.copyOf(waiting.keySet())) {
            AgentLine line = Objects.requireNonNull(waiting.get(number));
            NameAndVersion backup = line.backup();
            UUID backupId = backup == null ? null : done.computeIfAbsent(backup, this::known);
            if (backup != null && backupId == null) {
                continue;
            }
            waiting.remove(number);
            progress++;
            if (done.containsKey(line.bearer())) {
                faults.add(fault(number, "agent.name", "stands in the import twice with this version"));
                continue;
            }
            try {
                done.put(
                        line.bearer(),
                        registry.register(line.withBackup(backupId)).id());
            } catch (DomainException refused) {
                // The database may have refused: this transaction can find no more faults.
                faults.addAll(of(number, refused));
                refuse(faults);
            }
        }
        return progress;
    }

    private static void refuse(List<FieldFault> faults) {
        if (!faults.isEmpty()) {
            throw AgentProblem.IMPORT_INVALID
                    .because("Nothing was imported; see the errors")
                    .withErrors(faults.subList(0, Math.min(MOST_FAULTS, faults.size())));
        }
    }

    private @Nullable UUID known(NameAndVersion bearer) {
        return agents.findLiving(bearer.name(), bearer.version())
                .map(Agent::getId)
                .orElse(null);
    }

    private static List<FieldFault> of(int line, DomainException refused) {
        return refused.errors().isEmpty()
                ? List.of(fault(line, "agent", refused.detail()))
                : refused.errors().stream()
                        .map(error -> fault(line, error.field(), error.message()))
                        .toList();
    }

    private static FieldFault fault(int line, String field, String message) {
        return new FieldFault("line " + line + (field.isEmpty() ? "" : ": " + field), message);
    }
}
