package io.agentplane.platform.test.bad;

/** Locks in a subselect. */
public final class LockingQueries {

    public String take() {
        return """
                UPDATE thing SET taken = true
                WHERE id IN (SELECT id FROM thing WHERE NOT (taken) ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
                """;
    }
}
