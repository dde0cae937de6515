package io.agentplane.benchmarks.load;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is sent.
 *
 * @param json the body, if there is one
 */
public record Call(
        String method,
        URI address,
        Map<String, String> headers,
        @Nullable String json) {

    public Call {
        headers = Map.copyOf(headers);
    }

    public static Call get(URI address, Map<String, String> headers) {
        return new Call("GET", address, headers, null);
    }

    public static Call post(URI address, Map<String, String> headers, String json) {
        return new Call("POST", address, headers, json);
    }

    public static Call put(URI address, Map<String, String> headers) {
        return new Call("PUT", address, headers, null);
    }
}
