package io.agentplane.gateway.api;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;

/**
 * The trace that a request belongs to, in the form of W3C Trace Context: the caller's, or a new one.
 *
 * @param id 32 hexadecimal digits
 * @param header the value of {@code traceparent} for the service
 */
record Trace(String id, String header) {

    static final String HEADER = "traceparent";

    private static final Pattern WELL_FORMED =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final IdGenerator IDS = IdGenerator.random();

    static Trace of(HttpFields headers) {
        String header = headers.get(HEADER);
        if (header != null && WELL_FORMED.matcher(header).matches()) {
            return new Trace(header.substring(3, 35), header);
        }
        String id = IDS.generateTraceId();
        return new Trace(id, "00-" + id + "-" + IDS.generateSpanId() + "-00");
    }
}
