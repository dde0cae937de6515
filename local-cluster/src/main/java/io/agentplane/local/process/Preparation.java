package io.agentplane.local.process;

import java.io.IOException;
import java.util.List;

/** What has to be in place before a part's process starts; run before every start, so it must find its own work done. */
@FunctionalInterface
public interface Preparation {

    /** Answers the command line that starts the process. */
    List<String> run() throws IOException, InterruptedException;
}
