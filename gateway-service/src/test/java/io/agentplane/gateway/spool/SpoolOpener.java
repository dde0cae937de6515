package io.agentplane.gateway.spool;

import java.nio.file.Path;

/** Another gateway's process, which asks for a folder; it ends with 0 if it gets it, and with 3 if that is in use. */
final class SpoolOpener {

    static final int IN_USE = 3;

    private SpoolOpener() {}

    public static void main(String[] arguments) throws Exception {
        System.exit(Spool.open(Path.of(arguments[0]), 1000).isPresent() ? 0 : IN_USE);
    }
}
