package io.agentplane.platform.test.bad;

import java.net.URI;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Tells callers the host that they have told. */
public final class HostTeller {

    public URI here() {
        return ServletUriComponentsBuilder.fromCurrentRequestUri().build().toUri();
    }
}
