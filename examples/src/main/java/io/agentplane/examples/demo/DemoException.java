package io.agentplane.examples.demo;

/** The demo can't go on; the message says which expectation wasn't met. */
final class DemoException extends Exception {

    DemoException(String message) {
        super(message);
    }
}
