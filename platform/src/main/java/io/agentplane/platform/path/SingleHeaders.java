package io.agentplane.platform.path;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpFields;

/** Headers that say one thing. Of a repeated one some readers take the first, some the last, and some join all by commas. */
public final class SingleHeaders {

    private static final Set<String> NAMES = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        NAMES.addAll(List.of(
                "Authorization", "Content-Type", "Date", "Idempotency-Key", "If-Match", "Last-Event-ID", "X-API-Key"));
    }

    private SingleHeaders() {}

    /** Whether nobody gets a request that repeats this header. */
    public static boolean include(String name) {
        return NAMES.contains(name);
    }

    /** @throws DomainException INVALID_REQUEST when one is there more than once */
    public static void require(HttpFields headers) {
        List<FieldFault> faults = NAMES.stream()
                .filter(name -> headers.getFields(name).size() > 1)
                .map(name -> new FieldFault(name, "must be sent once"))
                .toList();
        if (!faults.isEmpty()) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("Headers are sent more than once: "
                            + String.join(
                                    ", ", faults.stream().map(FieldFault::field).toList()))
                    .withErrors(faults);
        }
    }
}
