package io.agentplane.platform.check;

/** Remembers which Kafka cluster a service met first, across its restarts. */
@FunctionalInterface
public interface ClusterMemory {

    /**
     * Remembers a cluster if there is none yet.
     *
     * @param present the id of the cluster that answers
     * @param accepted whether it takes the place of the one before
     * @return the id that is remembered
     * @throws Exception if that can't be told now
     */
    String remember(String present, boolean accepted) throws Exception;
}
