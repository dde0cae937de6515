package io.agentplane.benchmarks.load;

import java.net.URI;
import java.util.Map;

/** The request that is sent again and again. */
public record Call(URI address, Map<String, String> headers) {

    public Call {
        headers = Map.copyOf(headers);
    }
}
