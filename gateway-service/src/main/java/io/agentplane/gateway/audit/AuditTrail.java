package io.agentplane.gateway.audit;

import io.agentplane.gateway.spool.SpooledLog;
import io.agentplane.platform.audit.AuditEntry;
import org.springframework.stereotype.Component;

/** Takes audit entries without waiting for anything. */
@Component
public class AuditTrail {

    private final SpooledLog<AuditEntry> log;

    AuditTrail(SpooledLog<AuditEntry> auditSpool) {
        this.log = auditSpool;
    }

    /** False while a further entry could be lost; what must not go unrecorded is to be refused then. */
    public boolean hasRoom() {
        return log.hasRoom();
    }

    /**
     * Takes an entry. Without room those of reads and refusals are given up, never of changes.
     *
     * @param sensitive whether it is kept even where there is no room, since it was let in while there was; what isn't gets
     *     half of the room, so that nobody can bring changes to a halt by mere calls
     */
    public void record(AuditEntry entry, boolean sensitive) {
        if (sensitive) {
            log.insist(entry);
        } else {
            log.offer(entry);
        }
    }
}
