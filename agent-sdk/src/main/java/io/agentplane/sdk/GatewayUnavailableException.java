package io.agentplane.sdk;

/** No answer within the time limit, or no connection at all. The call may or may not have taken effect. */
public final class GatewayUnavailableException extends AgentplaneException {

    GatewayUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public boolean isTransient() {
        return true;
    }
}
