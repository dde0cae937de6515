package io.agentplane.platform.problem;

import java.sql.SQLException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells an absent database, and a connection to it that broke, from all else that can go wrong. */
public final class LostDatabase {

    /** What the pool says of a connection that it has given up; it has no SQL state. */
    private static final String GIVEN_UP = "Connection is closed";

    private LostDatabase() {}

    public static boolean isCauseOf(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotCreateTransactionException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof NonTransientDataAccessResourceException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof SQLException refused && isConnectionFault(refused)
                    || hidesOne(cause)) {
                return true;
            }
        }
        return false;
    }

    /** A rollback fails with the connection, and its failure hides what the connection was lost over. */
    private static boolean hidesOne(Throwable fault) {
        return fault instanceof TransactionSystemException rollback
                && rollback.getApplicationException() instanceof Throwable lost
                && isCauseOf(lost);
    }

    private static boolean isConnectionFault(SQLException fault) {
        String state = fault.getSQLState();
        return state == null ? GIVEN_UP.equals(fault.getMessage()) : state.startsWith("08") || state.startsWith("57P");
    }
}
