package io.agentplane.platform.problem;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedRuntimeException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;

/** Says what a database's refusal or silence means to the caller. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(DatabaseProblemAdvice.class);

    /** The class of SQL states that say: the value is at fault, not what is stored. */
    private static final String DATA_EXCEPTION = "22";

    private final ProblemDocuments documents;

    DatabaseProblemAdvice(ProblemDocuments documents) {
        this.documents = documents;
    }

    /** Someone else changed the resource between our reading and our writing. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> stale(OptimisticLockingFailureException stale, ServletWebRequest request) {
        return request.getHeader(HttpHeaders.IF_MATCH) == null
                ? lostRace(stale, request)
                : answer(
                        PlatformProblem.REVISION_STALE,
                        "The resource was changed by someone else meanwhile; read it again",
                        request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> lostRace(ConcurrencyFailureException lost, ServletWebRequest request) {
        return answer(
                PlatformProblem.CONFLICT,
                "Another request changed the same thing at the same moment; nothing was changed, repeat the call",
                request);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> conflict(DataIntegrityViolationException conflict, ServletWebRequest request) {
        if (conflict.getMostSpecificCause() instanceof SQLException refused
                && String.valueOf(refused.getSQLState()).startsWith(DATA_EXCEPTION)) {
            return answer(
                    PlatformProblem.INVALID_REQUEST, "A value has a form or a size that can't be stored", request);
        }
        log.warn("A constraint of the database refused what the code let through", conflict);
        return answer(PlatformProblem.CONFLICT, "The change contradicts what is stored already", request);
    }

    @ExceptionHandler({
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        TransactionTimedOutException.class,
        TransientDataAccessException.class
    })
    ResponseEntity<ProblemDetail> away(Exception away, ServletWebRequest request) {
        log.warn("The database does not answer: {}", away.getMessage());
        return answer(
                PlatformProblem.DATABASE_UNAVAILABLE,
                "The database does not answer at present; try again, a change with the same Idempotency-Key",
                request);
    }

    /** The connection broke, perhaps while the change was being committed. */
    @ExceptionHandler({TransactionSystemException.class, UncategorizedDataAccessException.class})
    ResponseEntity<ProblemDetail> brokeOff(NestedRuntimeException broken, ServletWebRequest request) {
        if (LostDatabase.isCauseOf(broken)) {
            log.warn("The database broke off: {}", broken.getMessage());
            return answer(
                    PlatformProblem.DATABASE_UNAVAILABLE,
                    "The database broke off, and it is not known whether the change was made; read it again, or repeat"
                            + " the request with the same Idempotency-Key",
                    request);
        }
        log.error("A transaction failed for a reason nobody foresaw", broken);
        return answer(
                PlatformProblem.INTERNAL_ERROR,
                "The service failed to answer; the trace id finds the reason in its log",
                request);
    }

    private ResponseEntity<ProblemDetail> answer(PlatformProblem code, String detail, ServletWebRequest request) {
        return ResponseEntity.status(code.kind().status())
                .body(documents.of(code, detail, request.getRequest().getRequestURI()));
    }
}
