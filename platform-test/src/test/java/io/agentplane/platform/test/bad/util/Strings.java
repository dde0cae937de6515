package io.agentplane.platform.test.bad.util;

/** Lives in a drawer. */
public final class Strings {

    private Strings() {}
}
