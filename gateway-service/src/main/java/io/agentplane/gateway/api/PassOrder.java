package io.agentplane.gateway.api;

import io.agentplane.gateway.api.OpenCalls.OpenCall;
import org.eclipse.jetty.http.HttpURI;
import org.jspecify.annotations.Nullable;

/**
 * How one admitted request is to be passed on.
 *
 * @param uri where to
 * @param authorization who is vouched for; absent for public documents
 * @param call what may be ended before it is answered; absent for public documents
 * @param isRepeated whether it was passed on once before, to no avail
 */
record PassOrder(
        HttpURI uri,
        @Nullable String authorization,
        Trace trace,
        @Nullable OpenCall call,
        boolean isRepeated) {

    PassOrder(HttpURI uri, @Nullable String authorization, Trace trace, @Nullable OpenCall call) {
        this(uri, authorization, trace, call, false);
    }

    PassOrder repeated() {
        return new PassOrder(uri, authorization, trace, call, true);
    }
}
