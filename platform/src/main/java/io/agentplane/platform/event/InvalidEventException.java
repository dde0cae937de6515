package io.agentplane.platform.event;

/** A message that no retry can make readable; it goes to the dead-letter topic at once. */
public final class InvalidEventException extends RuntimeException {

    InvalidEventException(String message, Throwable cause) {
        super(message, cause);
    }
}
