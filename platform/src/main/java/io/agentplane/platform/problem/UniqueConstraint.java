package io.agentplane.platform.problem;

import java.sql.SQLException;
import java.util.function.Supplier;
import org.springframework.dao.DataIntegrityViolationException;

/** Tells a value that is taken from everything else that a database refuses. */
public final class UniqueConstraint {

    private static final String UNIQUE_VIOLATION = "23505";

    private UniqueConstraint() {}

    /** What to throw: the given refusal if a unique constraint was violated, else the database's own. */
    public static RuntimeException taken(
            DataIntegrityViolationException refused, Supplier<? extends RuntimeException> taken) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException fault && UNIQUE_VIOLATION.equals(fault.getSQLState())) {
                return taken.get();
            }
        }
        return refused;
    }
}
