package io.agentplane.registry.agent;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.StrictReader;
import io.agentplane.registry.agent.AgentLine.NameAndVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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

    private static final int MAX_LINES = 2_000;
    private static final int MAX_FAULTS = 100;

    /** More than the largest agent has with each of its characters escaped. */
    private static final int MAX_LINE_OCTETS = 512 * 1024;

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
    ImportView run(InputStream lines, boolean dryRun) throws IOException {
        List<FieldFault> faults = new ArrayList<>();
        Map<Integer, AgentLine> waiting = parse(new OctetLines(lines, MAX_LINE_OCTETS), faults);
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

    /** Stops early where more faults would not be named anyway. */
    private Map<Integer, AgentLine> parse(OctetLines lines, List<FieldFault> faults) throws IOException {
        Map<Integer, AgentLine> parsed = new LinkedHashMap<>();
        for (byte[] line = lines.next(); line != null && faults.size() < MAX_FAULTS; line = lines.next()) {
            if (lines.number() > MAX_LINES) {
                faults.add(fault(lines.number(), "", "is beyond the " + MAX_LINES + " lines of one import"));
                break;
            }
            parse(lines.number(), line, parsed, faults);
        }
        if (lines.number() > MAX_LINES || faults.size() >= MAX_FAULTS) {
            refuse(faults);
        }
        return parsed;
    }

    private void parse(int number, byte[] line, Map<Integer, AgentLine> parsed, List<FieldFault> faults) {
        if (line.length > MAX_LINE_OCTETS) {
            faults.add(fault(number, "", "is longer than " + MAX_LINE_OCTETS + " octets"));
            return;
        }
        try {
            // Strictly, unlike String's constructor, which makes other characters of what is no UTF-8.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            if (!text.isBlank()) {
                AgentLine read = reader.read(text, AgentLine.class);
                if (read.agent().backupAgentId() == null) {
                    parsed.put(number, read);
                } else {
                    faults.add(fault(
                            number, "agent.backupAgentId", "means nothing here; name the backup beside the agent"));
                }
            }
        } catch (CharacterCodingException malformed) {
            faults.add(fault(number, "", "is not UTF-8"));
        } catch (DomainException refused) {
            faults.addAll(of(number, "", "must be one well-formed JSON object", refused));
        }
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
                faults.addAll(of(number, "agent.name", refused.detail(), refused));
                refuse(faults);
            }
        }
        return progress;
    }

    private static void refuse(List<FieldFault> faults) {
        if (!faults.isEmpty()) {
            throw AgentProblem.IMPORT_INVALID
                    .because("Nothing was imported; see the errors")
                    .withErrors(faults.subList(0, Math.min(MAX_FAULTS, faults.size())));
        }
    }

    private @Nullable UUID known(NameAndVersion bearer) {
        return agents.findLiving(bearer.name(), bearer.version())
                .map(Agent::getId)
                .orElse(null);
    }

    private static List<FieldFault> of(int line, String field, String message, DomainException refused) {
        return refused.errors().isEmpty()
                ? List.of(fault(line, field, message))
                : refused.errors().stream()
                        .map(error -> fault(line, error.field(), error.message()))
                        .toList();
    }

    private static FieldFault fault(int line, String field, String message) {
        return new FieldFault("line " + line + (field.isEmpty() ? "" : ": " + field), message);
    }
}
