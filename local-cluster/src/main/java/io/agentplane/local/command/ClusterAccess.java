package io.agentplane.local.command;

import io.agentplane.local.Blueprint;
import io.agentplane.local.ClusterOptions;
import io.agentplane.local.RunningCluster;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Function;

/**
 * The cluster as the commands reach it.
 *
 * @param mainClass what a detached launcher runs
 * @param out where answers go
 */
record ClusterAccess(Function<ClusterOptions, Blueprint> blueprints, Class<?> mainClass, PrintStream out) {

    Blueprint blueprint(ClusterOptions options) {
        return blueprints.apply(options);
    }

    Optional<RunningCluster> running(ClusterOptions options) {
        return RunningCluster.find(options, blueprint(options));
    }
}
