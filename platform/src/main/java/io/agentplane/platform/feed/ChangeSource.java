package io.agentplane.platform.feed;

import java.util.List;

/** Where changes are kept in their order. */
public interface ChangeSource {

    /** Only transactions before this one are sure to have ended, so only their changes may be handed out. */
    String OLDEST_OPEN_TRANSACTION = "pg_snapshot_xmin(pg_current_snapshot())";

    /** The next changes of all namespaces behind a position, of transactions older than any that is still open. */
    List<Change> after(Position position, int limit);

    /** Behind this position, and at it, nothing has been removed; changes before it are no longer complete. */
    Position removedUpTo();

    /** The oldest transaction that may still be open. */
    long oldestOpenTransaction();
}
