package io.agentplane.local.process;

import java.util.List;
import java.util.stream.Stream;

/** Children make files and folders that only their owner can enter, whatever the umask of who starts the cluster is. */
public final class Umask {

    private static final List<String> PREFIX = List.of("sh", "-c", "umask 077; exec \"$@\"", "sh");

    private Umask() {}

    /** The same command with that umask; the child has the same process number as without. */
    public static List<String> ownerOnly(List<String> command) {
        return Stream.concat(PREFIX.stream(), command.stream()).toList();
    }
}
