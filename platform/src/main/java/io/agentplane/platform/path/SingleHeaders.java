package io.agentplane.platform.path;

import io.agentplane.platform.problem.DomainException;
import io.agentplane.platform.problem.FieldFault;
import io.agentplane.platform.problem.PlatformProblem;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpFields;

/**
 * Headers that say one thing. Of a repeated one some readers take the first, some the last, and some join all by commas; and
 * a body in a second transfer coding (RFC 9112, section 7) would be taken for what that coding made of it.
 */
public final class SingleHeaders {

    private static final String TRANSFER_CODING = "Transfer-Encoding";
    private static final String CHUNKED = "chunked";

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

    /** @throws DomainException INVALID_REQUEST when one is there more than once, or the body is not just chunked */
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
        if (headers.getValuesList(TRANSFER_CODING).stream().anyMatch(coding -> !coding.equalsIgnoreCase(CHUNKED))) {
            throw PlatformProblem.INVALID_REQUEST
                    .because("The body is in a transfer coding that nobody here reads; send it as it is, or chunked")
                    .withErrors(List.of(new FieldFault(TRANSFER_CODING, "must be 'chunked' or absent")));
        }
    }
}
