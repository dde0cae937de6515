package io.agentplane.local;

import io.agentplane.local.state.DataFolder;

/** Another launcher holds the data folder. */
public final class AlreadyRunningException extends RuntimeException {

    AlreadyRunningException(DataFolder folder) {
        super("A cluster is already running in " + folder.root());
    }
}
