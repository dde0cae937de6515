package io.agentplane.gateway.access;

/**
 * A call that was let in.
 *
 * @param namespace the one that the call is about: the caller's own, or another that it may name
 */
public record Admitted(Principal caller, String namespace) {

    /** The attribute of a request under which the gateway's own controllers find it. */
    public static final String ATTRIBUTE = "io.agentplane.gateway.admitted";
}
